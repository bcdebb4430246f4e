import { encodeAbiParameters, encodeFunctionData } from "viem";
import { depositInVault, withdrawFromVault } from "../../erc4626/vault-transactions.ts";
import { transferToken } from "../../tokens/deploy-tokens.ts";
import { DAY_SECONDS, eth, type MorphoDesk, usdc } from "../create-morpho-desk.ts";
import { flashBorrowerAbi, metaMorphoAdminAbi } from "../morpho-admin-abi.ts";
import {
  borrowFromMarket,
  marketParams,
  morphoCall,
  supplyCollateral,
  supplyToMarket,
} from "../morpho-transactions.ts";

/**
 * Vault shares transferred, wrapped in another vault, worth more by a donation, and as collateral;
 * another recipient of fees; a reallocation and a flash loan.
 */
export async function useVaults({ suite, people, act, mine, at }: MorphoDesk): Promise<void> {
  const { alice, carol, erin, frank, grace, heidi } = people;
  await act(
    60,
    transferToken({ token: suite.meta.vault, from: erin, to: carol, amount: eth(1_234.5) }),
  );
  await act(
    1,
    transferToken({ token: suite.meta.vault, from: carol, to: carol, amount: eth(1) }),
    transferToken({ token: suite.meta.vault, from: erin, to: frank, amount: 0n }),
  );
  // A recipient of fees who has no position anywhere: what accrued before is its from now on.
  await act(
    9 * DAY_SECONDS,
    morphoCall({
      morpho: suite.morpho,
      from: suite.deployer,
      functionName: "setFeeRecipient",
      args: [suite.deployer],
    }),
  );
  await mine(2 * DAY_SECONDS);
  await act(30, withdrawFromVault({ vault: suite.meta.vault, from: erin, amount: usdc(5_000) }));
  await act(
    30,
    depositInVault({ vault: suite.vaultOfShares, from: frank, amount: eth(20_000) }),
    depositInVault({ vault: suite.vaultOfWeth, from: grace, amount: eth(40) }),
  );
  // A donation: shares are worth more without any event of the vault.
  await act(
    30,
    transferToken({
      token: suite.tokens.WETH,
      from: heidi,
      to: suite.vaultOfWeth,
      amount: eth(1.777),
    }),
    transferToken({
      token: suite.meta.vault,
      from: erin,
      to: suite.vaultOfShares,
      amount: eth(99),
    }),
  );
  await act(
    3_600,
    supplyToMarket({ ...at("shareDai"), from: heidi, assets: eth(400_000) }),
    supplyCollateral({ ...at("shareDai"), from: erin, assets: eth(100_000) }),
    borrowFromMarket({ ...at("shareDai"), from: erin, assets: eth(90_000) }),
    supplyCollateral({ ...at("blindDai"), from: heidi, assets: eth(2) }),
  );
  await act(
    60,
    supplyToMarket({ ...at("wethDai"), from: alice, assets: eth(700_000) }),
    supplyCollateral({ ...at("wethDai"), from: grace, assets: eth(200) }),
    borrowFromMarket({ ...at("wethDai"), from: grace, assets: eth(300_000) }),
  );
  await act(20 * DAY_SECONDS, {
    from: suite.deployer,
    to: suite.meta.vault,
    data: encodeFunctionData({
      abi: metaMorphoAdminAbi,
      functionName: "reallocate",
      args: [
        [
          { marketParams: marketParams(suite.markets.wethUsdc), assets: usdc(200_000) },
          { marketParams: marketParams(suite.markets.idleUsdc), assets: 2n ** 256n - 1n },
        ],
      ],
    }),
    label: "reallocate the vault's funds",
  });
  await act(1, {
    from: alice,
    to: suite.flashBorrower,
    data: encodeFunctionData({
      abi: flashBorrowerAbi,
      functionName: "flashLoan",
      args: [
        suite.tokens.USDC,
        usdc(1_000),
        encodeAbiParameters([{ type: "address" }], [suite.tokens.USDC]),
      ],
    }),
    label: "take a flash loan",
  });
}
