import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Address } from "viem";
import { priceCapAdapterAbi } from "../../../abis/price-cap-adapter.ts";
import type { RateDeployment } from "../../../config/network.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import { callText, type SampledView } from "../samples/sampled-call.ts";
import { viewSample } from "../samples/schema.ts";
import type { RatePlace } from "./parity.ts";
import { rateDecimals, rateId, rateView } from "./rate-source.ts";
import { rateCap } from "./schema.ts";

/**
 * The terms of each cap as indexed beside the adapter's own, and its snapshot beside the rate that was
 * indexed for the snapshot's time, where that is known for sure: a cap that rests on a rate that never
 * was is wrong, however its contract came by it.
 */
export async function capChecks(
  place: RatePlace,
  rates: readonly RateDeployment[],
): Promise<ParityCheck[]> {
  const checks: ParityCheck[] = [];
  for (const { source, capAdapter } of rates) {
    if (capAdapter === null) continue;
    const adapter = capAdapter.toLowerCase() as Address;
    const check = (what: string, indexed: ParityValue, contract: ParityValue): void => {
      const marketId = rateId(place.chain.chainId, source);
      checks.push({ marketId, account: null, what: `${adapter}.${what}`, indexed, contract });
    };
    const cap = await readCap(place, adapter);
    const terms = await readTerms(place, adapter);
    if (cap === undefined && terms === null) continue;
    check("getSnapshotRatio()", cap?.snapshotRatio ?? null, terms?.ratio ?? null);
    check("getSnapshotTimestamp()", cap?.snapshotTimestampSeconds ?? null, terms?.time ?? null);
    check(
      "getMaxYearlyGrowthRatePercent()",
      cap === undefined ? null : BigInt(cap.growthBpsPerYear),
      terms?.growth ?? null,
    );
    if (cap === undefined || cap.ratioDecimals !== rateDecimals(source)) continue;
    const rate = await readRateAt(place, rateView(source), Number(cap.snapshotTimestampSeconds));
    if (rate !== null) {
      check(`snapshot of ${cap.snapshotTimestampSeconds}`, rate, cap.snapshotRatio);
    }
  }
  return checks;
}

async function readCap({ facts, block }: RatePlace, adapter: Address) {
  const [row] = await facts
    .select()
    .from(rateCap)
    .where(
      and(
        eq(rateCap.chainId, block.chainId),
        eq(rateCap.adapter, adapter),
        lte(rateCap.blockNumber, block.number),
      ),
    )
    .orderBy(desc(rateCap.blockNumber))
    .limit(1);
  return row;
}

async function readTerms({ contracts, block }: RatePlace, adapter: Address) {
  const at = { block, address: adapter, abi: priceCapAdapterAbi, args: [] } as const;
  const [ratio, time, growth] = await Promise.all([
    contracts.read({ ...at, functionName: "getSnapshotRatio" }),
    contracts.read({ ...at, functionName: "getSnapshotTimestamp" }),
    contracts.read({ ...at, functionName: "getMaxYearlyGrowthRatePercent" }),
  ]);
  return ratio === null || time === null || growth === null ? null : { ratio, time, growth };
}

/**
 * The rate at a time: what the last look at or before it and the first one after it agree on; null
 * where they differ, or one is missing.
 */
async function readRateAt(
  { facts, block }: RatePlace,
  { contract, call }: SampledView,
  timeSeconds: number,
): Promise<bigint | null> {
  const ofView = and(
    eq(viewSample.chainId, block.chainId),
    eq(viewSample.contract, contract.toLowerCase() as Address),
    eq(viewSample.call, callText(call)),
    lte(viewSample.blockNumber, block.number),
  );
  const [before] = await facts
    .select()
    .from(viewSample)
    .where(and(ofView, lte(viewSample.blockTimestampSeconds, timeSeconds)))
    .orderBy(desc(viewSample.blockNumber))
    .limit(1);
  if (before === undefined) return null;
  if (before.blockTimestampSeconds === timeSeconds) return before.value;
  const [after] = await facts
    .select()
    .from(viewSample)
    .where(and(ofView, gt(viewSample.blockTimestampSeconds, timeSeconds)))
    .orderBy(asc(viewSample.blockNumber))
    .limit(1);
  return after !== undefined && after.value === before.value ? before.value : null;
}
