import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { ResetReason } from "./event-text.ts";
import { isVectorOf, parseVectorId } from "./parse-vector-id.ts";

export type Resumed<Past> =
  | { past: Past; reason?: never }
  | { reason: Exclude<ResetReason, "start">; past?: never };

/** What the reader of an event id has seen, by what `read` finds at its vector, or why it cannot be known. */
export async function readResumed<Past>(
  source: Pick<AppDependencies, "network" | "withSnapshot" | "blocks">,
  { eventId, oldestSeconds }: { eventId: string; oldestSeconds: number },
  read: (facts: FactsReader, vector: BlockVector) => Promise<Past>,
): Promise<Resumed<Past>> {
  const id = parseVectorId(eventId);
  if (id === null) return { reason: "malformed-event-id" };
  const chainIds = source.network.chains.map((chain) => chain.chainId);
  if (chainIds.some((chainId) => !id.numbers.has(chainId))) return { reason: "malformed-event-id" };
  return source.withSnapshot(async (facts): Promise<Resumed<Past>> => {
    const vector = await source.blocks.readBlockVector({
      facts,
      selectors: new Map(
        [...id.numbers].map(([chainId, number]) => [chainId, { kind: "number", number }]),
      ),
    });
    if (!isVectorOf(id, vector)) return { reason: "reorganised" };
    if (evaluationTimeSeconds(vector) < oldestSeconds) return { reason: "too-old" };
    return { past: await read(facts, vector) };
  });
}
