import { and, asc, desc, eq, gt, inArray, lte } from "drizzle-orm";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import { unionOf } from "../../core/union-of.ts";
import { groupHistories } from "../../oracles/group-histories.ts";
import { type HttpSource, httpFeedKey } from "../http-feeds/http-source.ts";
import { createTableProbe } from "./create-table-probe.ts";
import { httpFeedTables } from "./http-feed-tables.ts";

export type HttpFeed = { id: string; source: HttpSource };

/** Reads what was received over HTTP in the snapshot of an answer, as the adapters read the chains. */
export type HttpObservationReader = {
  /** The last observation of each feed that counts at a block time; a feed without one is absent. */
  readObservations(parameters: {
    facts: FactsReader;
    feeds: readonly HttpFeed[];
    timeSeconds: number;
  }): Promise<Map<string, Observation>>;
  /** What came to count up to a time, from the last observation at or before `fromSeconds` on. */
  readHistory(parameters: {
    facts: FactsReader;
    feeds: readonly HttpFeed[];
    timeSeconds: number;
    fromSeconds: number;
  }): Promise<Map<string, Observation[]>>;
};

type Row = ReturnType<typeof httpFeedTables>["httpObservation"]["$inferSelect"];

/** Reads the observations of one network (see `httpFeedStream`). */
export function createHttpObservationReader(parameters: {
  schema: string;
  stream: string;
}): HttpObservationReader {
  const { schema, stream } = parameters;
  const { httpObservation } = httpFeedTables(schema);
  const tableExists = createTableProbe(schema, "http_observation");

  const readObservations: HttpObservationReader["readObservations"] = async ({
    facts,
    feeds,
    timeSeconds,
  }) => {
    if (feeds.length === 0 || !(await tableExists(facts))) return new Map();
    const rows = await unionOf(
      feeds.map(({ source }) =>
        facts
          .select()
          .from(httpObservation)
          .where(
            and(
              eq(httpObservation.stream, stream),
              eq(httpObservation.feedKey, httpFeedKey(source)),
              lte(httpObservation.effectiveSeconds, timeSeconds),
            ),
          )
          .orderBy(desc(httpObservation.effectiveSeconds), desc(httpObservation.sequence))
          .limit(1),
      ),
    );
    return new Map(
      feeds.flatMap((feed) => {
        const row = rows.find((one) => isOf(feed, one));
        return row === undefined ? [] : [[feed.id, observation(feed, row)] as const];
      }),
    );
  };

  return {
    readObservations,
    async readHistory({ facts, feeds, timeSeconds, fromSeconds }) {
      if (feeds.length === 0 || !(await tableExists(facts))) return new Map();
      const anchors = await readObservations({ facts, feeds, timeSeconds: fromSeconds });
      const rows = await facts
        .select()
        .from(httpObservation)
        .where(
          and(
            eq(httpObservation.stream, stream),
            inArray(
              httpObservation.feedKey,
              feeds.map(({ source }) => httpFeedKey(source)),
            ),
            gt(httpObservation.effectiveSeconds, fromSeconds),
            lte(httpObservation.effectiveSeconds, timeSeconds),
          ),
        )
        .orderBy(asc(httpObservation.effectiveSeconds), asc(httpObservation.sequence));
      return groupHistories({ feeds, anchors, rows, isOf, observation });
    },
  };
}

function isOf({ source }: HttpFeed, { feedKey }: Row): boolean {
  return feedKey === httpFeedKey(source);
}

function observation({ id: feedId, source }: HttpFeed, row: Row): Observation {
  const { statedConfidenceBps } = row;
  const doubtful =
    source.kind === "defillama" &&
    statedConfidenceBps !== null &&
    statedConfidenceBps < source.minimumConfidenceBps;
  return {
    feedId,
    chainId: null,
    blockNumber: null,
    logIndex: -1,
    transactionHash: null,
    rawValue: BigInt(row.rawValue),
    decimals: row.decimals,
    rawConfidence: row.rawConfidence === null ? null : BigInt(row.rawConfidence),
    sourceTimeSeconds: row.sourceSeconds,
    writeTimeSeconds: row.effectiveSeconds,
    roundKey: row.sourceSeconds.toString(),
    receivedAtSeconds: Math.floor(row.receivedAt.getTime() / 1_000),
    ...(doubtful && { doubtful }),
  };
}
