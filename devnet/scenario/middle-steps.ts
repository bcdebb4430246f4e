import {
  borrow,
  delegateCredit,
  enterEMode,
  flashLoan,
  mintToTreasury,
  repayWithATokens,
  useAsCollateral,
  withdraw,
} from "../aave-v3/pool-transactions.ts";
import { stablecoinEMode } from "../aave-v3/reserve-parameters.ts";
import {
  depositInVault,
  endVaultRequest,
  requestFromVault,
} from "../ballast/vault-transactions.ts";
import { transferToken } from "../tokens/deploy-tokens.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import { lowerBtcThreshold, raiseDaiRates } from "./governance-steps.ts";
import type { Step } from "./step.ts";

/** The first request of a vault, by Alice, and the second, by Bob. */
export const aliceRequestId = 1n;
const bobRequestId = 2n;

/** Everything an account can do that is not lending and borrowing alone. */
export const middleSteps: readonly Step[] = [
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
          receiver: stage.deployment.aaveV3.flashLoanReceiver,
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
    atSeconds: 7_300,
    play(stage) {
      const vault = stage.deployment.ballast.collateralVault;
      const { alice, bob, carol } = stage.cast;
      const lock = (from: `0x${string}`, symbol: "WETH" | "USDC" | "DAI", tokens: number) =>
        depositInVault({
          vault,
          from,
          token: stage.token(symbol),
          amount: stage.about(symbol, tokens),
        });
      stage.send(lock(alice, "WETH", 5), lock(bob, "USDC", 20_000), lock(carol, "DAI", 10_000));
    },
  },
  {
    atSeconds: 8_000,
    play(stage) {
      const vault = stage.deployment.ballast.collateralVault;
      const ask = (from: `0x${string}`, symbol: "WETH" | "USDC", tokens: number) =>
        requestFromVault({
          vault,
          from,
          token: stage.token(symbol),
          amount: stage.about(symbol, tokens),
        });
      stage.send(ask(stage.cast.alice, "WETH", 2));
      stage.send(ask(stage.cast.bob, "USDC", 5_000));
    },
  },
  {
    atSeconds: 8_700,
    play(stage) {
      const vault = stage.deployment.ballast.collateralVault;
      stage.send(
        endVaultRequest({
          vault,
          from: stage.cast.bob,
          requestId: bobRequestId,
          how: "cancelWithdrawal",
        }),
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
