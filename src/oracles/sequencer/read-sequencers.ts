import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Address } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readBlockAt } from "../read-block-at.ts";
import { sequencerReport } from "./schema.ts";

export type SequencerReportRow = typeof sequencerReport.$inferSelect;

/** The newest report of an uptime feed at a block; undefined where it never spoke. */
export async function readSequencerReport(parameters: {
  facts: FactsReader;
  feed: Address;
  block: Pick<BlockReference, "chainId" | "number">;
}): Promise<SequencerReportRow | undefined> {
  const { facts, feed, block } = parameters;
  const [row] = await facts
    .select()
    .from(sequencerReport)
    .where(ofFeed(feed, block))
    .orderBy(desc(sequencerReport.blockNumber), desc(sequencerReport.logIndex))
    .limit(1);
  return row;
}

/**
 * What an uptime feed reported up to a block, oldest first, beginning with the last report at or
 * before `fromSeconds`.
 */
export async function readSequencerReports(parameters: {
  facts: FactsReader;
  feed: Address;
  block: BlockReference;
  fromSeconds: number;
}): Promise<SequencerReportRow[]> {
  const { facts, feed, block, fromSeconds } = parameters;
  const { chainId, number: atMost } = block;
  const at = { facts, chainId, timestampSeconds: fromSeconds, atMost };
  const before = (await readBlockAt(at)) ?? -1n;
  const anchor = await readSequencerReport({ facts, feed, block: { chainId, number: before } });
  const later = await facts
    .select()
    .from(sequencerReport)
    .where(and(ofFeed(feed, block), gt(sequencerReport.blockNumber, before)))
    .orderBy(asc(sequencerReport.blockNumber), asc(sequencerReport.logIndex));
  return anchor === undefined ? later : [anchor, ...later];
}

function ofFeed(feed: Address, block: Pick<BlockReference, "chainId" | "number">) {
  return and(
    eq(sequencerReport.chainId, block.chainId),
    eq(sequencerReport.feed, feed.toLowerCase() as Address),
    lte(sequencerReport.blockNumber, block.number),
  );
}
