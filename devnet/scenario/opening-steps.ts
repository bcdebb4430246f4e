import { borrow, enterEMode, repay, supply } from "../aave-v3/pool-transactions.ts";
import { assetsWorth, readAaveV3Account } from "../aave-v3/read-aave-v3-account.ts";
import { stablecoinEMode } from "../aave-v3/reserve-parameters.ts";
import { approveToken, mintToken } from "../tokens/deploy-tokens.ts";
import { devnetTokens, type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";
import type { Stage } from "./stage.ts";
import type { Step } from "./step.ts";

const wholeTokens = { WETH: 200n, USDC: 400_000n, DAI: 400_000n, WBTC: 8n } as const;
/** Bob lends to everybody, and the liquidator must never run short. */
const largeFactor = 20n;

function fund(stage: Stage): void {
  const { cast, accounts, deployment } = stage;
  const { kim: _, ...owners } = cast;
  const everybody = [...Object.values(owners), accounts.liquidator.address];
  const minter = accounts.deployer.address;
  for (const { symbol } of devnetTokens) {
    const token = stage.token(symbol);
    for (const owner of everybody) {
      const large = owner === cast.bob || owner === accounts.liquidator.address;
      const amount = wholeTokens[symbol] * tokenUnit[symbol] * (large ? largeFactor : 1n);
      stage.send(
        mintToken({ token, from: minter, to: owner, amount }),
        approveToken({ token, owner, spender: stage.pool }),
        approveToken({ token, owner, spender: deployment.ballast.collateralVault }),
      );
    }
  }
}

/** Borrows a share of what the pool would lend the account now. */
async function borrowShare(parameters: {
  stage: Stage;
  from: `0x${string}`;
  symbol: TokenSymbol;
  percent: bigint;
}): Promise<void> {
  const { stage, from, symbol, percent } = parameters;
  const { chain, pool, deployment } = stage;
  const { availableBorrowsBase } = await readAaveV3Account({ chain, pool, account: from });
  const base = (availableBorrowsBase * percent) / 100n;
  const amount = await assetsWorth({ chain, deployment, symbol, base });
  stage.send(borrow({ pool, from, asset: stage.token(symbol), amount }));
}

function supplyAbout(stage: Stage, from: `0x${string}`, symbol: TokenSymbol, tokens: number): void {
  const { pool } = stage;
  stage.send(
    supply({ pool, from, asset: stage.token(symbol), amount: stage.about(symbol, tokens) }),
  );
}

/** The market fills: lenders first, then borrowers, two of them close to the edge. */
export const openingSteps: readonly Step[] = [
  { atSeconds: 10, play: fund },
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
