import {
  type Address,
  BaseError,
  ExecutionRevertedError,
  type Hex,
  type PublicClient,
  RawContractError,
} from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockReference } from "../../core/block-vector.ts";

/** Answers with its input, on every EVM chain and at every block. */
const IDENTITY_PRECOMPILE: Address = "0x0000000000000000000000000000000000000004";

/** A call at a block; without `to` its data is a program to run. */
export type ContractCall = { to?: Address | undefined; data: Hex; from?: Address | undefined };

/** What a call gave: its data, empty where there is no contract, or null where it fails, then with the revert's data if any. */
export type ContractAnswer = { data: Hex | null; revertData: Hex | null; lasting: boolean };

/**
 * One call at a block by its hash. Nodes word the ways in which a contract fails (no gas left, an
 * invalid instruction, too long a run) as they like and also for faults of their own, so where it is
 * not a plain revert a control question tells the two apart: a node that answers it for the same
 * block is well.
 * @throws BallastError `chain-unreadable` where no node of the chain answers for the block.
 */
export async function askContract(
  client: PublicClient | undefined,
  block: BlockReference,
  { to, data, from }: ContractCall,
): Promise<ContractAnswer> {
  if (client === undefined) throw new RangeError(`No node is set up for chain ${block.chainId}.`);
  const at = { blockHash: block.hash, requireCanonical: true } as const;
  const attempt = async (): Promise<ContractAnswer> => {
    const answer = await client.call({ to, data, account: from, ...at });
    return { data: answer.data ?? "0x", revertData: null, lasting: true };
  };
  const failed = (error: unknown): ContractAnswer => ({
    data: null,
    revertData: revertDataOf(error),
    lasting: isRevert(error),
  });
  try {
    return await attempt();
  } catch (error) {
    if (isRevert(error)) return failed(error);
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
  return attempt().catch(failed);
}

function isRevert(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ExecutionRevertedError) !== null
  );
}

function revertDataOf(error: unknown): Hex | null {
  if (!(error instanceof BaseError)) return null;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const data: unknown = "data" in cause ? cause.data : undefined;
    if (typeof data === "string" && data.startsWith("0x")) return data as Hex;
  }
  const raw = error.walk((cause) => cause instanceof RawContractError);
  const data = raw instanceof RawContractError ? raw.data : undefined;
  return (typeof data === "object" ? data.data : data) ?? null;
}
