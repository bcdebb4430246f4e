import type { PublicClient } from "viem";
import {
  type Abi,
  type AbiEvent,
  type Address,
  type Hex,
  numberToHex,
  toEventSelector,
  toFunctionSelector,
} from "viem";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";

/** What a source of Ponder's configuration says of one chain. */
type SourceChain = {
  address?:
    | Address
    | readonly Address[]
    | { address?: Address | readonly Address[]; event: AbiEvent; parameter: string };
};
/** A source of Ponder's configuration, as far as counting needs it. */
export type CountedSource = {
  abi: Abi;
  includeCallTraces?: boolean;
  chain: Readonly<Record<string, SourceChain>>;
};

const BLOCKS_PER_RANGE = 50n;

/** How often each kind occurred, by source: events, and calls where the source is followed by calls. */
export type KindCounts = Record<string, Record<string, number>>;

/**
 * Counts, for every source that the index follows, every event that its contracts logged and every
 * followed call that took effect, on the chains as they stand; what never occurred is 0.
 */
export async function countKinds(parameters: {
  /** Of Ponder's configuration. */
  sources: Readonly<Record<string, CountedSource>>;
  chains: readonly { name: string; url: string; client: PublicClient }[];
}): Promise<KindCounts> {
  const { sources, chains } = parameters;
  const counts: KindCounts = {};
  for (const { name, url, client } of chains) {
    const head = await client.getBlockNumber({ cacheTime: 0 });
    const logs = await readLogs(client, head);
    const traced = Object.values(sources).some(
      ({ includeCallTraces, chain }) =>
        includeCallTraces === true && chain[name]?.address !== undefined,
    );
    const calls = traced ? await readCalls(url, head) : [];
    for (const [source, { abi, includeCallTraces, chain }] of Object.entries(sources)) {
      const place = chain[name];
      if (place?.address === undefined) continue;
      const addresses = await resolveAddresses(place.address, client);
      if (addresses.size === 0) continue;
      counts[source] ??= {};
      const kinds = counts[source];
      for (const item of abi) {
        if (item.type === "event") {
          const selector = toEventSelector(item);
          const found = logs.filter(
            ({ address, topics }) =>
              topics[0] === selector && addresses.has(address.toLowerCase() as Address),
          );
          kinds[item.name] = (kinds[item.name] ?? 0) + found.length;
        } else if (
          item.type === "function" &&
          includeCallTraces === true &&
          item.stateMutability !== "view"
        ) {
          const selector = toFunctionSelector(item);
          const found = calls.filter(
            ({ to, input }) => input.startsWith(selector) && addresses.has(to),
          );
          const kind = `${item.name}()`;
          kinds[kind] = (kinds[kind] ?? 0) + found.length;
        }
      }
    }
  }
  return counts;
}

async function resolveAddresses(
  address: NonNullable<SourceChain["address"]>,
  client: PublicClient,
): Promise<ReadonlySet<Address>> {
  if (typeof address === "string" || Array.isArray(address)) {
    return new Set([address].flat().map((one) => (one as Address).toLowerCase() as Address));
  }
  const {
    address: makers,
    event,
    parameter,
  } = address as Exclude<typeof address, Address | readonly Address[]>;
  if (makers === undefined || makers.length === 0) return new Set();
  const logs = await client.getLogs({
    address: [makers].flat() as Address[],
    event,
    fromBlock: 0n,
    toBlock: "latest",
  });
  return new Set(
    logs.map(({ args }) => {
      const made = (args as Record<string, unknown>)[parameter] as Address;
      return made.toLowerCase() as Address;
    }),
  );
}

/** In ranges, because a client refuses an answer of more than 10 MiB. */
async function readLogs(client: PublicClient, head: bigint) {
  const logs: Awaited<ReturnType<typeof client.getLogs>> = [];
  for (let from = 0n; from <= head; from += BLOCKS_PER_RANGE) {
    logs.push(
      ...(await client.getLogs({ fromBlock: from, toBlock: from + BLOCKS_PER_RANGE - 1n })),
    );
  }
  return logs;
}

type Frame = { type: string; to?: string; input: Hex; error?: string; calls?: Frame[] };

/** Every call frame that took effect: neither failed nor under one that did. */
async function readCalls(url: string, head: bigint): Promise<{ to: Address; input: Hex }[]> {
  const calls: { to: Address; input: Hex }[] = [];
  const perBatch = 50;
  for (let from = 1; from <= Number(head); from += perBatch) {
    const blocks = await jsonRpc({
      url,
      calls: Array.from({ length: Math.min(perBatch, Number(head) - from + 1) }, (_, index) => ({
        method: "debug_traceBlockByNumber",
        params: [numberToHex(from + index), { tracer: "callTracer" }],
      })),
    });
    for (const { result } of (blocks as { result: Frame }[][]).flat()) collect(result, calls);
  }
  return calls;
}

function collect(frame: Frame, calls: { to: Address; input: Hex }[]): void {
  if (frame.error !== undefined) return;
  if (frame.type === "CALL" && frame.to !== undefined) {
    calls.push({ to: frame.to.toLowerCase() as Address, input: frame.input });
  }
  for (const child of frame.calls ?? []) collect(child, calls);
}
