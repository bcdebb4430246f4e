import { devnetTokens, type TokenSymbol, tokenUnit } from "../../tokens/devnet-tokens.ts";
import { fund } from "../../tokens/fund.ts";
import { borrow, enterEMode, repay, supply } from "../pool-transactions.ts";
import { assetsWorth, readAaveV3Account } from "../read-aave-v3-account.ts";
import { stablecoinEMode } from "../reserve-parameters.ts";
import type { AaveStage, AaveStep } from "./aave-stage.ts";

const wholeTokens = { WETH: 200n, USDC: 400_000n, DAI: 400_000n, WBTC: 8n } as const;
/** Bob lends to everybody, and the liquidator must never run short. */
const largeFactor = 20n;

function fundBorrowers(stage: AaveStage): void {
  const { cast, accounts, pool } = stage;
  const { kim: _, ...owners } = cast;
  for (const owner of [...Object.values(owners), accounts.liquidator.address]) {
    const large = owner === cast.bob || owner === accounts.liquidator.address;
    for (const { symbol } of devnetTokens) {
      const amount = wholeTokens[symbol] * tokenUnit[symbol] * (large ? largeFactor : 1n);
      fund(stage, { owner, token: stage.token(symbol), amount, spenders: [pool] });
    }
  }
}

/** Borrows a share of what the pool would lend the account now. */
async function borrowShare(parameters: {
  stage: AaveStage;
  from: `0x${string}`;
  symbol: TokenSymbol;
  percent: bigint;
}): Promise<void> {
  const { stage, from, symbol, percent } = parameters;
  const { chain, pool, market } = stage;
  const { availableBorrowsBase } = await readAaveV3Account({ chain, pool, account: from });
  const base = (availableBorrowsBase * percent) / 100n;
  const amount = await assetsWorth({ chain, market, symbol, base });
  stage.send(borrow({ pool, from, asset: stage.token(symbol), amount }));
}

function supplyAbout(
  stage: AaveStage,
  from: `0x${string}`,
  symbol: TokenSymbol,
  tokens: number,
): void {
  const { pool } = stage;
  stage.send(
    supply({ pool, from, asset: stage.token(symbol), amount: stage.about(symbol, tokens) }),
  );
}

/** The market fills: lenders first, then borrowers, two of them close to the edge. */
export const openingSteps: readonly AaveStep[] = [
  { atSeconds: 10, play: fundBorrowers },
  {
    atSeconds: 20,
    play(stage) {
      const { bob } = stage.cast;
      supplyAbout(stage, bob, "USDC", 2_000_000);
      supplyAbout(stage, bob, "DAI", 2_000_000);
      supplyAbout(stage, bob, "WETH", 800);
      supplyAbout(stage, bob, "WBTC", 40);
    },
  },
  {
    atSeconds: 200,
    play(stage) {
      const { alice, carol, frank, localOne, localTwo } = stage.cast;
      supplyAbout(stage, alice, "WETH", 20);
      supplyAbout(stage, alice, "WBTC", 1);
      supplyAbout(stage, carol, "DAI", 50_000);
      supplyAbout(stage, carol, "USDC", 10_000);
      supplyAbout(stage, frank, "USDC", 40_000);
      supplyAbout(stage, frank, "DAI", 1_000);
      supplyAbout(stage, localOne, "WETH", 40);
      supplyAbout(stage, localTwo, "USDC", 60_000);
    },
  },
  {
    atSeconds: 1_500,
    play(stage) {
      const { pool } = stage;
      const { alice, carol, dave, erin, frank } = stage.cast;
      stage.send(
        borrow({
          pool,
          from: alice,
          asset: stage.token("USDC"),
          amount: stage.about("USDC", 18_000),
        }),
        borrow({ pool, from: carol, asset: stage.token("WETH"), amount: stage.about("WETH", 3) }),
        enterEMode({ pool, from: frank, categoryId: stablecoinEMode.id }),
      );
      supplyAbout(stage, dave, "WETH", 12);
      supplyAbout(stage, erin, "WETH", 9);
    },
  },
  {
    atSeconds: 2_900,
    async play(stage) {
      const { dave, erin, frank } = stage.cast;
      await borrowShare({ stage, from: dave, symbol: "USDC", percent: 97n });
      await borrowShare({ stage, from: erin, symbol: "DAI", percent: 97n });
      // More than outside the e-mode.
      await borrowShare({ stage, from: frank, symbol: "DAI", percent: 95n });
    },
  },
  {
    atSeconds: 3_800,
    play(stage) {
      const { pool } = stage;
      const asset = stage.token("USDC");
      stage.send(
        repay({ pool, from: stage.cast.alice, asset, amount: stage.about("USDC", 5_000) }),
      );
    },
  },
];
