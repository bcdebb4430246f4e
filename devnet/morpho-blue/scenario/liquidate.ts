import type { Address } from "viem";
import { redeemFromVault } from "../../erc4626/vault-transactions.ts";
import { eth, type MorphoDesk } from "../create-morpho-desk.ts";
import type { MorphoMarketName, MorphoSuite } from "../deploy-morpho-suite.ts";
import { morphoActionsAbi } from "../morpho-admin-abi.ts";
import {
  liquidateBorrower,
  morphoCall,
  repayToMarket,
  withdrawCollateral,
} from "../morpho-transactions.ts";

/** Liquidations by collateral and by debt, bad debts, and what is left is paid back and taken out. */
export async function liquidate({
  suite,
  people,
  act,
  at,
  setFee,
  price,
}: MorphoDesk): Promise<void> {
  const { alice, bob, carol, dave, erin, frank } = people;
  // Just below and just above the price at which Bob is liquidated: part by part, then all of him.
  await act(10, price("wethUsdc", 600n));
  await act(
    10,
    liquidateBorrower({ ...at("wethUsdc"), from: alice, borrower: bob, seizedAssets: eth(7) }),
  );
  await act(
    10,
    liquidateBorrower({
      ...at("wethUsdc"),
      from: dave,
      borrower: bob,
      repaidShares: 5_000_000_000_000_000n,
    }),
  );
  await act(10, price("wethUsdc", 300n));
  const collateralOfBob = await collateralOf(suite, "wethUsdc", bob);
  await act(
    10,
    liquidateBorrower({
      ...at("wethUsdc"),
      from: dave,
      borrower: bob,
      seizedAssets: collateralOfBob,
    }),
  );
  await act(10, price("wethUsdc", 1_000n), price("wbtcUsdc", 400n));
  await act(
    10,
    liquidateBorrower({
      ...at("wbtcUsdc"),
      from: dave,
      borrower: carol,
      seizedAssets: await collateralOf(suite, "wbtcUsdc", carol),
    }),
  );
  await act(10, price("wbtcUsdc", 1_000n));
  const sharesOfErin = await debtSharesOf(suite, "shareDai", erin);
  await act(20, repayToMarket({ ...at("shareDai"), from: erin, shares: sharesOfErin }));
  await act(20, withdrawCollateral({ ...at("shareDai"), from: erin, assets: eth(60_000) }));
  await act(20, redeemFromVault({ vault: suite.vaultOfShares, from: frank, amount: eth(5_000) }));
  await act(20, setFee(suite.markets.wethUsdc, 0n));
  await act(
    20,
    morphoCall({
      morpho: suite.morpho,
      from: suite.deployer,
      functionName: "setFeeRecipient",
      args: [suite.treasury],
    }),
  );
}

function positionOf(suite: MorphoSuite, name: MorphoMarketName, account: Address) {
  return suite.chain.client.readContract({
    abi: morphoActionsAbi,
    address: suite.morpho,
    functionName: "position",
    args: [suite.markets[name].id, account],
  });
}

async function collateralOf(
  suite: MorphoSuite,
  name: MorphoMarketName,
  account: Address,
): Promise<bigint> {
  return (await positionOf(suite, name, account))[2];
}

async function debtSharesOf(
  suite: MorphoSuite,
  name: MorphoMarketName,
  account: Address,
): Promise<bigint> {
  return (await positionOf(suite, name, account))[1];
}
