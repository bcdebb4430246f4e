import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { unionOf } from "../../core/union-of.ts";
import type { HttpAnswer } from "../http-feeds/create-http-fetcher.ts";
import type { HttpFeedKind } from "../http-feeds/http-source.ts";
import type { ReceivedValue, RejectedValue } from "../http-feeds/received-value.ts";
import { EFFECT_MARGIN_SECONDS, holdBlockTime } from "./hold-block-time.ts";
import { httpFeedTables } from "./http-feed-tables.ts";

/** As far as a signed time may run ahead; a later one would keep all true values out until then. */
const FARTHEST_AHEAD_SECONDS = 60;
/** How long the words of an answer are kept. The observations stay, with the hash of the answer. */
const BODY_RETENTION_MILLISECONDS = 30 * 86_400_000;
const LOCK_TIMEOUT_MILLISECONDS = 2_000;

/** What was stored, and from which block time on it counts. */
export type StoredValue = { feedKey: string; effectiveSeconds: number };

/**
 * The collector's writes: see `httpFeedTables`.
 *
 * Prices are functions of what was said up to a block vector, and a value that came from no chain has
 * to be given a place in that order. It counts from a block time on that lies after every block that
 * is indexed when it is committed: no answer can have been given yet that it would change. So that
 * this holds at the commit and not only shortly before it, new blocks are held back meanwhile (a lock
 * on the table of blocks that lets readers pass), for some milliseconds. Nor does a value count before
 * the time that it bears itself.
 */
export function createHttpObservationStore(parameters: {
  db: NodePgDatabase;
  schema: string;
  stream: string;
  /** Chains of the network. */
  chainIds: readonly number[];
}) {
  const { db, schema, stream, chainIds } = parameters;
  const { httpObservation, httpResponse } = httpFeedTables(schema);

  return {
    /**
     * Stores the values that are newer, by their own time, than what is stored of their feed, with the
     * answer that they came in, at once.
     * @throws BallastError `index-missing` where no block is indexed; the database's error where the
     * lock is not to be had in time.
     */
    async record(received: {
      service: HttpFeedKind;
      answer: HttpAnswer;
      values: readonly ReceivedValue[];
    }): Promise<{ stored: StoredValue[]; rejected: RejectedValue[] }> {
      const { service, answer, values } = received;
      const { body, bodySha256, url, receivedAt } = answer;
      return await db.transaction(async (transaction) => {
        await transaction.execute(sql.raw(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MILLISECONDS}`));
        await transaction.execute(
          sql`SELECT pg_advisory_xact_lock(hashtextextended(${`ballast-http:${schema}/${stream}`}, 0))`,
        );
        const rows = await unionOf(
          values.map(({ feedKey }) =>
            transaction
              .select({
                feedKey: httpObservation.feedKey,
                sourceSeconds: httpObservation.sourceSeconds,
                effectiveSeconds: httpObservation.effectiveSeconds,
              })
              .from(httpObservation)
              .where(and(eq(httpObservation.stream, stream), eq(httpObservation.feedKey, feedKey)))
              .orderBy(desc(httpObservation.effectiveSeconds), desc(httpObservation.sequence))
              .limit(1),
          ),
        );
        const newest = new Map(rows.map((row) => [row.feedKey, row]));
        const fresh = values.filter(
          ({ feedKey, sourceTimeSeconds }) =>
            sourceTimeSeconds > (newest.get(feedKey)?.sourceSeconds ?? -1),
        );
        if (fresh.length === 0) return { stored: [], rejected: [] };

        const headSeconds = await holdBlockTime({ transaction, chainIds });
        const latestSeconds =
          Math.max(headSeconds, Math.floor(receivedAt.getTime() / 1_000)) + FARTHEST_AHEAD_SECONDS;
        const timely = fresh.filter((value) => value.sourceTimeSeconds <= latestSeconds);
        const rejected = fresh
          .filter((value) => value.sourceTimeSeconds > latestSeconds)
          .map(({ feedKey, sourceTimeSeconds }) => ({
            feedKey,
            code: "ahead_of_time" as const,
            detail: `its time ${sourceTimeSeconds} is after ${latestSeconds}`,
          }));
        if (timely.length === 0) return { stored: [], rejected };
        const stored = timely.map(({ feedKey, sourceTimeSeconds }) => ({
          feedKey,
          effectiveSeconds: Math.max(
            headSeconds + EFFECT_MARGIN_SECONDS,
            // An index that is behind its chains gets each value at the block of its time.
            sourceTimeSeconds,
            // A reorganisation may have taken the newest block back: what came first stays first.
            newest.get(feedKey)?.effectiveSeconds ?? 0,
          ),
        }));
        await transaction
          .insert(httpResponse)
          .values({ stream, service, url, receivedAt, bodySha256, body });
        await transaction.insert(httpObservation).values(
          timely.map((value, index) => ({
            stream,
            feedKey: value.feedKey,
            effectiveSeconds: stored[index]!.effectiveSeconds,
            rawValue: value.rawValue.toString(),
            decimals: value.decimals,
            rawConfidence: value.rawConfidence?.toString() ?? null,
            statedConfidenceBps: value.statedConfidenceBps,
            sourceSeconds: value.sourceTimeSeconds,
            receivedAt,
            bodySha256,
            signedUpdate: value.signedUpdate,
          })),
        );
        return { stored, rejected };
      });
    },

    /** Forgets the words of answers that are older than the retention. */
    async pruneResponses(at: Date): Promise<void> {
      await db
        .delete(httpResponse)
        .where(
          and(
            eq(httpResponse.stream, stream),
            lt(httpResponse.receivedAt, new Date(at.getTime() - BODY_RETENTION_MILLISECONDS)),
          ),
        );
    },
  };
}

export type HttpObservationStore = ReturnType<typeof createHttpObservationStore>;
