import { and, desc, eq, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import { unionOf } from "../../core/union-of.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { chronicleChecks } from "./parity.ts";
import { chronicleValue } from "./schema.ts";
import { valuesInForce } from "./values-in-force.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "chronicle" }> };
type Value = typeof chronicleValue.$inferSelect;

const SCRIBE_DECIMALS = 18;
/** Of the values that are not dropped, the newest may still be pending or be dropped: then the one before counts. */
const UNDECIDED_AND_BEFORE = 2;

/** Chronicle's Scribes: the value that counts at the block's time, aged by the time of its signers. */
export const chronicleAdapter: OracleAdapter<"chronicle"> = {
  kind: "chronicle",

  async readObservations({ facts, feeds, block }) {
    const histories = await readInForce({ facts, feeds, block, before: block.number });
    return new Map(
      [...histories].flatMap(([id, history]) => {
        const last = history.at(-1);
        return last === undefined ? [] : [[id, last] as const];
      }),
    );
  },

  async readHistory({ facts, feeds, block, fromSeconds }) {
    const { chainId, number: atMost } = block;
    const at = { facts, chainId, timestampSeconds: fromSeconds, atMost };
    const before = (await readBlockAt(at)) ?? -1n;
    const histories = await readInForce({ facts, feeds, block, before });
    return new Map(
      [...histories].map(([id, history]) => {
        const anchor = history.findLastIndex((one) => one.writeTimeSeconds <= fromSeconds);
        return [id, history.slice(Math.max(anchor, 0))];
      }),
    );
  },

  readParity: async (compared) =>
    chronicleChecks(compared, await chronicleAdapter.readObservations(compared)),
};

/** What each feed said from at or before block `before` up to the block; a feed that never spoke is absent. */
async function readInForce(parameters: {
  facts: FactsReader;
  feeds: readonly Feed[];
  block: BlockReference;
  before: bigint;
}): Promise<Map<string, Observation[]>> {
  const { facts, feeds, block, before } = parameters;
  if (feeds.length === 0) return new Map();
  const scribes = [...new Set(feeds.map(({ source }) => lowerCase(source.scribe)))];
  const upTo = (number: bigint): SQL | undefined =>
    and(eq(chronicleValue.chainId, block.chainId), lte(chronicleValue.blockNumber, number));
  const anchors: Value[] = await unionOf(
    scribes.map((scribe) =>
      facts
        .select()
        .from(chronicleValue)
        .where(
          and(
            upTo(before),
            eq(chronicleValue.scribe, scribe),
            or(
              isNull(chronicleValue.droppedBlockNumber),
              gt(chronicleValue.droppedBlockNumber, before),
            ),
          ),
        )
        .orderBy(desc(chronicleValue.blockNumber), desc(chronicleValue.logIndex))
        .limit(UNDECIDED_AND_BEFORE),
    ),
  );
  const later: Value[] =
    before >= block.number
      ? []
      : await facts
          .select()
          .from(chronicleValue)
          .where(
            and(
              upTo(block.number),
              gt(chronicleValue.blockNumber, before),
              anyOf(chronicleValue.scribe, scribes),
            ),
          );
  const values = [...anchors, ...later].sort(
    (a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
  );
  return new Map(
    feeds.flatMap(({ id, source }) => {
      const own = values.filter(({ scribe }) => scribe === lowerCase(source.scribe));
      const history = valuesInForce(own, block).map((one) => observation(id, one));
      return history.length === 0 ? [] : [[id, history] as const];
    }),
  );
}

function observation(
  feedId: string,
  { value, fromSeconds }: { value: Value; fromSeconds: number },
): Observation {
  return {
    feedId,
    chainId: value.chainId,
    blockNumber: value.blockNumber,
    logIndex: value.logIndex,
    transactionHash: value.transactionHash,
    rawValue: value.value,
    decimals: SCRIBE_DECIMALS,
    rawConfidence: null,
    sourceTimeSeconds: value.signedAgeSeconds,
    writeTimeSeconds: fromSeconds,
    roundKey: value.signedAgeSeconds.toString(),
  };
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
