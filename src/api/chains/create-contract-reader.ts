import {
  type Address,
  BaseError,
  type DecodeFunctionResultParameters,
  decodeFunctionResult,
  type EncodeFunctionDataParameters,
  ExecutionRevertedError,
  encodeFunctionData,
  type Hex,
  type PublicClient,
} from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";

const MAXIMUM_ENTRIES = 50_000;
/** Answers with its input, on every EVM chain and at every block. */
const IDENTITY_PRECOMPILE: Address = "0x0000000000000000000000000000000000000004";

/** What a call gave: its data, or null where the contract fails. */
type Answer = { data: Hex | null; lasting: boolean };

/**
 * Reads contracts from the chains' nodes by block hash. Answers, and reverts, are kept in memory, the
 * latest asked ones; equal questions under way are asked once.
 */
export function createContractReader(parameters: {
  clients: ReadonlyMap<number, PublicClient>;
}): ContractReader {
  const known = createBoundedMap<string, Promise<Answer>>(MAXIMUM_ENTRIES);

  const call = (block: BlockReference, to: Address, data: Hex): Promise<Answer> => {
    const key = `${block.chainId}:${block.hash}:${to.toLowerCase()}:${data}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = ask(parameters.clients.get(block.chainId), block, to, data);
    known.set(key, answer);
    answer.then(
      ({ lasting }) => lasting || known.delete(key),
      () => known.delete(key),
    );
    return answer;
  };

  return {
    async read({ block, address, abi, functionName, args }) {
      const question = { abi, functionName, args };
      const { data } = await call(
        block,
        address,
        encodeFunctionData(question as unknown as EncodeFunctionDataParameters),
      );
      if (data === null) return null;
      try {
        return decodeFunctionResult({
          ...question,
          data,
        } as unknown as DecodeFunctionResultParameters) as never;
      } catch {
        return null;
      }
    },
  };
}

/**
 * One call. Nodes word the ways in which a contract fails (no gas left, an invalid instruction, too
 * long a run) as they like and also for faults of their own, so where it is not a plain revert a
 * control question tells the two apart: a node that answers it for the same block is well.
 */
async function ask(
  client: PublicClient | undefined,
  block: BlockReference,
  to: Address,
  data: Hex,
): Promise<Answer> {
  if (client === undefined) throw new RangeError(`No node is set up for chain ${block.chainId}.`);
  const at = { blockHash: block.hash, requireCanonical: true } as const;
  const attempt = async (): Promise<Answer> => {
    const answer = await client.call({ to, data, ...at });
    return { data: answer.data ?? null, lasting: true };
  };
  try {
    return await attempt();
  } catch (error) {
    if (isRevert(error)) return { data: null, lasting: true };
    try {
      await client.call({ to: IDENTITY_PRECOMPILE, data: "0x01", ...at });
    } catch (cause) {
      throw new BallastError(
        `No node of chain eip155:${block.chainId} answers for block ${block.number} (${block.hash}).`,
        {
          code: "chain-unreadable",
          remedy:
            "Try again; for old blocks the chain's RPC must keep their state (an archive node).",
          cause,
        },
      );
    }
  }
  return attempt().catch((error) => ({ data: null, lasting: isRevert(error) }));
}

function isRevert(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ExecutionRevertedError) !== null
  );
}
