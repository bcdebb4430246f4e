import { redstoneAdapterAbi } from "../../../abis/redstone-adapter.ts";
import type { Observation } from "../../core/observation.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";

type Feeds = ComparedFeeds<"redstone">;

/** Each feed's value, its signed time and the time of its update. */
export async function redstoneChecks(
  compared: Feeds,
  observations: ReadonlyMap<string, Observation>,
): Promise<ParityCheck[]> {
  const found = await Promise.all(
    compared.feeds.map(async (feed): Promise<ParityCheck[]> => {
      const stored = await readStored(compared, feed.source);
      const one = observations.get(feed.id);
      const check = (field: string, indexed: ParityValue | undefined, contract: ParityValue) => ({
        marketId: feed.id,
        account: null,
        what: `${field} of ${feed.source.dataFeedId}`,
        indexed: indexed ?? null,
        contract,
      });
      return [
        check("value", one?.rawValue, stored?.value ?? null),
        check(
          "data timestamp",
          one === undefined ? null : BigInt(one.roundKey),
          stored?.dataTimestamp ?? null,
        ),
        check(
          "block timestamp",
          one === undefined ? null : BigInt(one.writeTimeSeconds),
          stored?.blockTimestamp ?? null,
        ),
      ];
    }),
  );
  return found.flat();
}

/**
 * What the adapter has stored, also where it would not state so old a value; null before the first.
 * The adapter of many feeds answers by feed, that of one answers without a name.
 */
async function readStored(
  { contracts, block }: Feeds,
  source: Feeds["feeds"][number]["source"],
): Promise<{ value: bigint; dataTimestamp: bigint; blockTimestamp: bigint } | null> {
  const at = { block, address: source.adapter, abi: redstoneAdapterAbi } as const;
  const [details, value, times] = await Promise.all([
    contracts.read({
      ...at,
      functionName: "getLastUpdateDetailsUnsafe",
      args: [source.dataFeedId],
    }),
    contracts.read({ ...at, functionName: "getValueForDataFeedUnsafe", args: [source.dataFeedId] }),
    contracts.read({ ...at, functionName: "getTimestampsFromLatestUpdate", args: [] }),
  ]);
  if (details !== null) {
    const [dataTimestamp, blockTimestamp, lastValue] = details;
    return blockTimestamp === 0n ? null : { value: lastValue, dataTimestamp, blockTimestamp };
  }
  if (value === null || times === null || times[1] === 0n) return null;
  return { value, dataTimestamp: times[0], blockTimestamp: times[1] };
}
