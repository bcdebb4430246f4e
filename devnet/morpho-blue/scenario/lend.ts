import { depositInVault, mintFromVault } from "../../erc4626/vault-transactions.ts";
import { DAY_SECONDS, eth, type MorphoDesk, usdc } from "../create-morpho-desk.ts";
import {
  accrueMarket,
  borrowFromMarket,
  repayToMarket,
  supplyCollateral,
  supplyToMarket,
  withdrawFromMarket,
} from "../morpho-transactions.ts";

/** Loans in two markets, fees, a month of interest, and repayments by amount and for another. */
export async function lend({ suite, people, act, mine, at, setFee }: MorphoDesk): Promise<void> {
  const { alice, bob, carol, dave, erin, frank } = people;
  await act(12, supplyToMarket({ ...at("wethUsdc"), from: alice, assets: usdc(500_000.000_001) }));
  await act(
    12,
    supplyCollateral({ ...at("wethUsdc"), from: bob, assets: eth(100) }),
    borrowFromMarket({ ...at("wethUsdc"), from: bob, assets: usdc(150_000) }),
  );
  await act(
    3,
    supplyToMarket({ ...at("wbtcUsdc"), from: dave, assets: usdc(90_000) }),
    supplyCollateral({ ...at("wbtcUsdc"), from: carol, assets: 3n * 10n ** 8n }),
    borrowFromMarket({ ...at("wbtcUsdc"), from: carol, assets: usdc(81_000) }),
  );
  await act(
    1,
    setFee(suite.markets.wethUsdc, 10n ** 17n),
    setFee(suite.markets.wbtcUsdc, 25n * 10n ** 16n),
  );
  await act(7, depositInVault({ vault: suite.meta.vault, from: erin, amount: usdc(300_000) }));
  await act(7, mintFromVault({ vault: suite.meta.vault, from: frank, amount: eth(50_000) }));
  await mine(DAY_SECONDS);
  await act(31 * DAY_SECONDS, accrueMarket({ ...at("wethUsdc"), from: alice }));
  await act(
    5,
    repayToMarket({ ...at("wethUsdc"), from: bob, assets: usdc(10_000.123_456) }),
    repayToMarket({ ...at("wbtcUsdc"), from: alice, onBehalf: carol, assets: usdc(1) }),
  );
  await act(
    60,
    supplyToMarket({
      ...at("wethUsdc"),
      from: alice,
      shares: 123_456_789_012_345n,
      onBehalf: carol,
    }),
    withdrawFromMarket({ ...at("wethUsdc"), from: alice, assets: usdc(33_333.333_333) }),
  );
}
