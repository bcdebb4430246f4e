import { and, asc, eq, lte } from "drizzle-orm";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { WAD } from "../../core/fixed-point.ts";
import type { RateCapObservation } from "../../core/rate-observation.ts";
import type { MethodologyRate } from "./methodology-rate.ts";
import { rateCap } from "./schema.ts";

type Place = { facts: FactsReader; rates: readonly MethodologyRate[]; block: BlockReference };

/** Every cap that the adapters of a chain's rates have set up to a block, oldest first, by rate id. */
export async function readCapHistory({
  facts,
  rates,
  block,
}: Place): Promise<Map<string, RateCapObservation[]>> {
  const capped = rates.flatMap(({ id, chainId, capAdapter }) =>
    capAdapter === null || chainId !== block.chainId ? [] : [{ id, adapter: lower(capAdapter) }],
  );
  if (capped.length === 0) return new Map();
  const rows = await facts
    .select()
    .from(rateCap)
    .where(
      and(
        eq(rateCap.chainId, block.chainId),
        anyOf(
          rateCap.adapter,
          capped.map(({ adapter }) => adapter),
        ),
        lte(rateCap.blockNumber, block.number),
      ),
    )
    .orderBy(asc(rateCap.blockNumber));
  return new Map(
    capped.map(({ id, adapter }) => [
      id,
      rows.filter((row) => row.adapter === adapter).map(capObservation),
    ]),
  );
}

/** The snapshot in units of 10^-18, rounded down. */
function capObservation(row: typeof rateCap.$inferSelect): RateCapObservation {
  return {
    snapshotWad: (row.snapshotRatio * WAD) / 10n ** BigInt(row.ratioDecimals),
    snapshotSeconds: Number(row.snapshotTimestampSeconds),
    growthBpsPerYear: row.growthBpsPerYear,
    writeTimeSeconds: row.blockTimestampSeconds,
  };
}

function lower(address: string): `0x${string}` {
  return address.toLowerCase() as `0x${string}`;
}
