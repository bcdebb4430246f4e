import { and, desc, eq, lte } from "drizzle-orm";
import { type Hex, zeroAddress } from "viem";
import { morphoBlueIrmAbi } from "../../../abis/morpho-blue.ts";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { adaptiveCurveRate } from "./adaptive-curve-rate.ts";
import type { morphoBlueMarket, morphoBlueTotalsVersion } from "./schema.ts";
import { morphoBlueRateVersion } from "./schema.ts";

type StatedMarket = {
  parameters: typeof morphoBlueMarket.$inferSelect;
  state: typeof morphoBlueTotalsVersion.$inferSelect;
};

/** Wad per second. */
export type MarketRate = {
  /** From the last update to the block. */
  rateWad: bigint;
  /**
   * From the last update on for so many seconds, if nobody calls the market until then: another
   * model's is taken to stay. Null where such a model does not state one.
   */
  rateOver: ((elapsedSeconds: bigint) => bigint) | null;
};

/**
 * The rate at which each market accrues from its last update to the block: derived from its events where
 * its model is the AdaptiveCurveIrm, read from any other model at the block, 0 where there is none or
 * nothing to accrue.
 */
export async function readRates(
  place: ReadPlace & { markets: readonly StatedMarket[] },
): Promise<MarketRate[]> {
  const { facts, chain, block, markets } = place;
  const adaptive = new Set(
    chain.morphoBlue.map(({ adaptiveCurveIrm }) => adaptiveCurveIrm.toLowerCase()),
  );
  const rows = await facts
    .selectDistinctOn([morphoBlueRateVersion.irm, morphoBlueRateVersion.market])
    .from(morphoBlueRateVersion)
    .where(
      and(
        eq(morphoBlueRateVersion.chainId, chain.chainId),
        anyOf(morphoBlueRateVersion.irm, adaptive),
        anyOf(morphoBlueRateVersion.market, new Set(markets.map(({ state }) => state.market))),
        lte(morphoBlueRateVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      morphoBlueRateVersion.irm,
      morphoBlueRateVersion.market,
      desc(morphoBlueRateVersion.blockNumber),
    );
  const rateAtTarget = (irm: Hex, market: Hex): bigint =>
    rows.find((row) => row.irm === irm && row.market === market)?.rateAtTargetWad ?? 0n;

  return Promise.all(
    markets.map(async ({ parameters, state }): Promise<MarketRate> => {
      const elapsedSeconds = BigInt(block.timestampSeconds - state.lastUpdateSeconds);
      const { irm, market } = parameters;
      if (irm === zeroAddress || state.totalBorrowAssets === 0n) {
        return { rateWad: 0n, rateOver: () => 0n };
      }
      if (adaptive.has(irm)) {
        const rateOver = (elapsedSeconds: bigint) =>
          adaptiveCurveRate({
            ...{ ...state, rateAtTargetWad: rateAtTarget(irm, market), elapsedSeconds },
          }).averageRateWad;
        return { rateWad: elapsedSeconds === 0n ? 0n : rateOver(elapsedSeconds), rateOver };
      }
      const rateWad = await readForeignRate(place, { parameters, state });
      if (elapsedSeconds === 0n)
        return { rateWad: 0n, rateOver: rateWad === null ? null : () => rateWad };
      if (rateWad === null) throw rateUnknown(place, parameters);
      return { rateWad, rateOver: () => rateWad };
    }),
  );
}

async function readForeignRate(
  { contracts, block }: ReadPlace,
  { parameters, state }: StatedMarket,
): Promise<bigint | null> {
  const { loanToken, collateralToken, oracle, irm, lltvWad } = parameters;
  return contracts.read({
    block,
    address: irm,
    abi: morphoBlueIrmAbi,
    functionName: "borrowRateView",
    args: [
      { loanToken, collateralToken, oracle, irm, lltv: lltvWad },
      { ...state, lastUpdate: BigInt(state.lastUpdateSeconds), fee: state.feeWad },
    ],
  });
}

function rateUnknown({ block }: ReadPlace, { irm, market }: StatedMarket["parameters"]) {
  return new BallastError(
    `The rate model ${irm} of Morpho's market ${market} states no rate at block ${block.number}.`,
    { code: "morpho-blue-rate-unknown" },
  );
}
