import { BallastError } from "../../../src/core/ballast-error.ts";
import { transferToken } from "../../tokens/deploy-tokens.ts";
import {
  enterEMode,
  everything,
  liquidate,
  repay,
  supply,
  withdraw,
} from "../pool-transactions.ts";
import { readAaveV3Account, readReservePosition } from "../read-aave-v3-account.ts";
import type { AaveStage, AaveStep } from "./aave-stage.ts";

const wad = 10n ** 18n;

async function liquidateTheWeak(stage: AaveStage): Promise<void> {
  const { chain, pool, market, accounts } = stage;
  const { dave, erin } = stage.cast;
  for (const account of [dave, erin]) {
    const { healthFactorWad } = await readAaveV3Account({ chain, pool, account });
    if (healthFactorWad >= wad) {
      throw new BallastError(
        `After the crash ${account} on ${chain.name} is still healthy: ${healthFactorWad}.`,
        { code: "devnet-scenario" },
      );
    }
  }
  const { debt } = await readReservePosition({ chain, market, symbol: "USDC", account: dave });
  const from = accounts.liquidator.address;
  const collateralAsset = stage.token("WETH");
  stage.send(
    liquidate({
      pool,
      from,
      collateralAsset,
      debtAsset: stage.token("USDC"),
      user: dave,
      debtToCover: debt / 2n,
      receiveAToken: false,
    }),
    // As much as the collateral pays for: what Erin owes beyond it stays a bad debt.
    liquidate({
      pool,
      from,
      collateralAsset,
      debtAsset: stage.token("DAI"),
      user: erin,
      debtToCover: everything,
      receiveAToken: true,
    }),
  );
}

/** After the crash: liquidations, rescues, and what was asked for earlier comes due. */
export const closingSteps: readonly AaveStep[] = [
  { atSeconds: 12_800, play: liquidateTheWeak },
  {
    atSeconds: 13_500,
    play(stage) {
      const { pool, cast } = stage;
      stage.send({
        ...enterEMode({ pool, from: cast.frank, categoryId: 0 }),
        expectRevert: true,
      });
    },
  },
  {
    atSeconds: 14_200,
    play(stage) {
      const { pool, cast } = stage;
      stage.send(
        repay({
          pool,
          from: cast.frank,
          asset: stage.token("DAI"),
          amount: stage.about("DAI", 10_000),
        }),
        enterEMode({ pool, from: cast.localTwo, categoryId: 0 }),
      );
    },
  },
  {
    atSeconds: 15_900,
    play(stage) {
      const { pool, cast } = stage;
      stage.send(
        withdraw({ pool, from: cast.carol, asset: stage.token("USDC"), amount: everything }),
      );
    },
  },
  {
    atSeconds: 16_600,
    play(stage) {
      const { pool, cast } = stage;
      stage.send(
        transferToken({
          token: stage.aToken("WETH"),
          from: cast.kim,
          to: cast.bob,
          amount: stage.about("WETH", 1) / 4n,
        }),
        supply({
          pool,
          from: cast.dave,
          asset: stage.token("WETH"),
          amount: stage.about("WETH", 2),
        }),
        repay({
          pool,
          from: cast.dave,
          asset: stage.token("USDC"),
          amount: stage.about("USDC", 1_000),
        }),
      );
    },
  },
  {
    atSeconds: 18_000,
    play(stage) {
      const { pool, cast } = stage;
      stage.send(
        repay({ pool, from: cast.alice, asset: stage.token("USDC"), amount: everything }),
        withdraw({
          pool,
          from: cast.bob,
          asset: stage.token("DAI"),
          amount: stage.about("DAI", 100_000),
        }),
      );
    },
  },
];
