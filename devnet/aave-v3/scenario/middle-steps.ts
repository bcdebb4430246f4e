import { transferToken } from "../../tokens/deploy-tokens.ts";
import { devnetTokens } from "../../tokens/devnet-tokens.ts";
import {
  borrow,
  delegateCredit,
  enterEMode,
  flashLoan,
  mintToTreasury,
  repayWithATokens,
  useAsCollateral,
  withdraw,
} from "../pool-transactions.ts";
import { stablecoinEMode } from "../reserve-parameters.ts";
import type { AaveStep } from "./aave-stage.ts";
import { lowerBtcThreshold, raiseDaiRates } from "./governance-steps.ts";

/** Everything an account can do that is not lending and borrowing alone. */
export const middleSteps: readonly AaveStep[] = [
  {
    atSeconds: 4_500,
    play(stage) {
      const { pool } = stage;
      const { alice, carol } = stage.cast;
      stage.send(
        // Less than the interest since Alice's last action: the aToken logs a Mint.
        withdraw({ pool, from: alice, asset: stage.token("WETH"), amount: 1n }),
        useAsCollateral({ pool, from: alice, asset: stage.token("WBTC"), use: false }),
        useAsCollateral({ pool, from: carol, asset: stage.token("USDC"), use: false }),
      );
    },
  },
  {
    atSeconds: 5_200,
    play(stage) {
      const { pool } = stage;
      const { alice, bob, carol, kim, localTwo } = stage.cast;
      const move = (symbol: "USDC" | "DAI" | "WETH", to: `0x${string}`, tokens: number) =>
        transferToken({
          token: stage.aToken(symbol),
          from: bob,
          to,
          amount: stage.about(symbol, tokens),
        });
      stage.send(
        useAsCollateral({ pool, from: alice, asset: stage.token("WBTC"), use: true }),
        useAsCollateral({ pool, from: carol, asset: stage.token("USDC"), use: true }),
        move("USDC", alice, 1_000),
        move("DAI", bob, 500),
        move("WETH", kim, 1),
        delegateCredit({
          debtToken: stage.variableDebtToken("WBTC"),
          from: bob,
          delegatee: localTwo,
          amount: stage.about("WBTC", 1),
        }),
      );
    },
  },
  {
    atSeconds: 5_900,
    play(stage) {
      const { pool } = stage;
      const { bob, frank, localOne, localTwo } = stage.cast;
      stage.send(
        repayWithATokens({
          pool,
          from: frank,
          asset: stage.token("DAI"),
          amount: stage.about("DAI", 400),
        }),
        flashLoan({
          pool,
          from: localOne,
          asset: stage.token("USDC"),
          amount: stage.about("USDC", 100_000),
          receiver: stage.market.flashLoanReceiver,
        }),
        borrow({
          pool,
          from: localTwo,
          asset: stage.token("WBTC"),
          amount: stage.about("WBTC", 1) / 4n,
          onBehalfOf: bob,
        }),
      );
    },
  },
  {
    atSeconds: 6_600,
    play(stage) {
      stage.send(
        mintToTreasury({
          pool: stage.pool,
          from: stage.accounts.keeper.address,
          assets: devnetTokens.map(({ symbol }) => stage.token(symbol)),
        }),
      );
    },
  },
  { atSeconds: 6_700, play: raiseDaiRates },
  {
    atSeconds: 8_700,
    play(stage) {
      stage.send(
        enterEMode({
          pool: stage.pool,
          from: stage.cast.localTwo,
          categoryId: stablecoinEMode.id,
        }),
      );
    },
  },
  { atSeconds: 9_900, play: lowerBtcThreshold },
];
