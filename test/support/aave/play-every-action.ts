import {
  borrow,
  delegateCredit,
  mintToTreasury,
  repay,
  repayWithATokens,
  supply,
  useAsCollateral,
  withdraw,
} from "../../../devnet/aave-v3/pool-transactions.ts";
import { transferToken } from "../../../devnet/tokens/deploy-tokens.ts";
import type { TokenSymbol } from "../../../devnet/tokens/devnet-tokens.ts";
import { type AaveStage, everything } from "./aave-stage.ts";

/** Lenders and borrowers in every reserve, so that indexes move. */
export async function openMarket(stage: AaveStage): Promise<void> {
  const { pool, asset, about } = stage;
  const [alice, bob, carol] = [
    stage.account("alice"),
    stage.account("bob"),
    stage.account("carol"),
  ];
  await stage.fund(1_000_000, "alice", "bob", "carol", "dave", "erin", "frank", "liquidator");
  const lend = (symbol: TokenSymbol, tokens: number) =>
    supply({ pool, from: bob, asset: asset(symbol), amount: about(symbol, tokens) });
  await stage.block(
    12,
    lend("USDC", 400_000),
    lend("DAI", 400_000),
    lend("WETH", 300),
    supply({ pool, from: alice, asset: asset("WETH"), amount: about("WETH", 50.5) }),
    supply({ pool, from: carol, asset: asset("DAI"), amount: about("DAI", 90_000.25) }),
  );
  await stage.block(
    7,
    borrow({ pool, from: alice, asset: asset("USDC"), amount: about("USDC", 40_000) }),
    borrow({ pool, from: alice, asset: asset("DAI"), amount: about("DAI", 9_000) }),
    borrow({ pool, from: carol, asset: asset("WETH"), amount: about("WETH", 12.5) }),
  );
  await stage.idle(1, 13, 86_400, 2_592_000);
}

/** Everything an account can do alone, with time between, each amount uneven. */
export async function playEveryAction(stage: AaveStage): Promise<void> {
  const { pool, asset, about } = stage;
  const [alice, bob, carol, dave] = [
    stage.account("alice"),
    stage.account("bob"),
    stage.account("carol"),
    stage.account("dave"),
  ];
  const move = (from: `0x${string}`, to: `0x${string}`, symbol: TokenSymbol, tokens: number) =>
    transferToken({ token: stage.aToken(symbol), from, to, amount: about(symbol, tokens) });

  // Less than the interest since the last action: Mints that are withdrawals and repayments.
  await stage.block(
    100,
    withdraw({ pool, from: bob, asset: asset("USDC"), amount: 2n }),
    repay({ pool, from: alice, asset: asset("USDC"), amount: 2n }),
    withdraw({ pool, from: carol, asset: asset("DAI"), amount: 3n }),
  );
  await stage.block(
    33,
    supply({ pool, from: alice, asset: asset("WETH"), amount: 2n }),
    supply({ pool, from: bob, asset: asset("USDC"), amount: 3n }),
    borrow({ pool, from: alice, asset: asset("USDC"), amount: 1n }),
    borrow({ pool, from: alice, asset: asset("DAI"), amount: about("DAI", 5_000) }),
    move(bob, dave, "USDC", 1_234.5),
    move(bob, bob, "DAI", 77.7),
    move(bob, carol, "DAI", 0.001),
  );
  await stage.block(
    3_600,
    useAsCollateral({ pool, from: bob, asset: asset("USDC"), use: false }),
    repay({ pool, from: alice, asset: asset("DAI"), amount: about("DAI", 1_000) }),
    // Twice in one block: the second with no interest in it.
    repay({ pool, from: alice, asset: asset("DAI"), amount: about("DAI", 1_000) }),
    delegateCredit({
      debtToken: stage.variableDebtToken("USDC"),
      from: bob,
      delegatee: dave,
      amount: about("USDC", 5_000),
    }),
  );
  await stage.idle(604_800);
  await stage.block(
    12,
    useAsCollateral({ pool, from: bob, asset: asset("USDC"), use: true }),
    borrow({
      pool,
      from: dave,
      asset: asset("USDC"),
      amount: about("USDC", 2_000),
      onBehalfOf: bob,
    }),
    supply({ pool, from: carol, asset: asset("WETH"), amount: about("WETH", 1) }),
    repayWithATokens({ pool, from: carol, asset: asset("WETH"), amount: about("WETH", 0.7) }),
    mintToTreasury({
      pool,
      from: alice,
      assets: [asset("USDC"), asset("DAI"), asset("WETH"), asset("WBTC")],
    }),
  );
  await stage.idle(59, 1_209_600);
  await stage.block(
    12,
    repay({ pool, from: alice, asset: asset("DAI"), amount: everything }),
    repay({ pool, from: bob, asset: asset("USDC"), amount: everything }),
    withdraw({ pool, from: dave, asset: asset("USDC"), amount: everything }),
    transferToken({
      token: stage.aToken("WETH"),
      from: bob,
      to: alice,
      amount: about("WETH", 3.21),
    }),
  );
  await stage.idle(12);
}
