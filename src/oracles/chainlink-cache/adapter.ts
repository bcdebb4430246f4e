import type { Observation } from "../../core/observation.ts";
import { createLogAdapter } from "../create-log-adapter.ts";
import type { OracleAdapter } from "../oracle-adapter.ts";
import { decimalsOfDataId } from "./decimals-of-data-id.ts";
import { chainlinkCacheChecks } from "./parity.ts";
import { isSuperseded, readShownFeeds, type ShownFeed, shownTo } from "./read-proxies.ts";
import { chainlinkCacheReport } from "./schema.ts";

const reports = createLogAdapter({
  kind: "chainlink-cache",
  table: chainlinkCacheReport,
  keyOf: ({ cache, dataId }) => ({ cache, dataId }),
  said: (row, { dataId }) => ({
    rawValue: row.answer,
    decimals: decimalsOfDataId(dataId),
    rawConfidence: null,
    sourceTimeSeconds: Number(row.reportTimestampSeconds),
    roundKey: row.roundId.toString(),
  }),
  checks: chainlinkCacheChecks,
});

/**
 * Feeds of Chainlink's DataFeedsCache: the last report of each data id, aged by the report's own
 * time. While the feed's proxy shows something else, the value is `superseded`.
 */
export const chainlinkCacheAdapter: OracleAdapter<"chainlink-cache"> = {
  ...reports,

  async readObservations({ facts, feeds, block }) {
    const observations = await reports.readObservations({ facts, feeds, block });
    const shown = await readShownFeeds({ facts, block, sources: sourcesOf(feeds) });
    for (const { id, source } of feeds) {
      const observation = observations.get(id);
      if (observation === undefined) continue;
      if (isSuperseded(source, shownTo(source, shown).at(-1)))
        observations.set(id, { ...observation, superseded: true });
    }
    return observations;
  },

  async readHistory({ facts, feeds, block, fromSeconds }) {
    const histories = await reports.readHistory({ facts, feeds, block, fromSeconds });
    const shown = await readShownFeeds({ facts, block, sources: sourcesOf(feeds) });
    for (const { id, source } of feeds) {
      const history = histories.get(id);
      const changes = shownTo(source, shown);
      if (history === undefined || changes.length === 0) continue;
      histories.set(
        id,
        withChanges(history, changes, (change) => isSuperseded(source, change)),
      );
    }
    return histories;
  },
};

/** A history in which each change of what the proxy shows repeats the value, as it counts from then on. */
function withChanges(
  history: readonly Observation[],
  changes: readonly ShownFeed[],
  superseded: (change: ShownFeed) => boolean,
): Observation[] {
  let value: Observation | undefined;
  let last: ShownFeed | undefined;
  const result: Observation[] = [];
  const entries = [...history, ...changes].toSorted(
    (a, b) => Number(blockOf(a) - blockOf(b)) || a.logIndex - b.logIndex,
  );
  for (const entry of entries) {
    if ("feedId" in entry) value = entry;
    else last = entry;
    if (value === undefined) continue;
    const written =
      entry === value
        ? value
        : {
            ...value,
            blockNumber: entry.blockNumber,
            logIndex: entry.logIndex,
            transactionHash: entry.transactionHash,
            writeTimeSeconds: (entry as ShownFeed).blockTimestampSeconds,
          };
    result.push(
      last !== undefined && superseded(last) ? { ...written, superseded: true } : written,
    );
  }
  return result;
}

function sourcesOf<Source>(feeds: readonly { source: Source }[]): Source[] {
  return feeds.map(({ source }) => source);
}

function blockOf({ blockNumber }: Pick<Observation, "blockNumber">): bigint {
  if (blockNumber === null) throw new RangeError("A report of a cache is on a chain.");
  return blockNumber;
}
