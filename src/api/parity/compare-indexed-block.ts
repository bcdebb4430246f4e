import type { Address, Hex } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ReadPlace } from "../../protocols/protocol-adapter.ts";
import { readBlockVector } from "../store/read-block-vector.ts";
import {
  compareChain,
  type ParityComparison,
  type ParityScope,
  readAllAccounts,
} from "./compare-chain.ts";

/**
 * Compares everything at one block for every account that the index knows there and every one in
 * `accounts`, to which the former are added.
 * @param parameters.hash Of the block on the chain.
 * @returns a comparison of the hashes alone where the index lacks the block or has another one.
 * @throws Error where a node does not answer.
 */
export async function compareIndexedBlock(
  parameters: ParityScope &
    Pick<ReadPlace, "facts" | "contracts" | "chain"> & {
      number: bigint;
      hash: Hex;
      accounts: Set<Address>;
    },
): Promise<ParityComparison[]> {
  const { number, hash, accounts, ...scope } = parameters;
  const { facts, chain } = scope;
  const block = await readBlock(facts, chain.chainId, number);
  if (block?.hash !== hash) {
    return [
      {
        chainId: chain.chainId,
        protocol: "chain",
        marketId: "blocks",
        account: null,
        what: `hash of block ${number}`,
        indexed: block?.hash ?? null,
        contract: hash,
      },
    ];
  }
  for (const account of await readAllAccounts({ ...scope, block })) accounts.add(account);
  const { comparisons, unread } = await compareChain({ ...scope, block, accounts: [...accounts] });
  if (unread[0] !== undefined) throw new Error(`${unread[0].protocol}: ${unread[0].reason}`);
  return comparisons;
}

async function readBlock(
  facts: ReadPlace["facts"],
  chainId: number,
  number: bigint,
): Promise<BlockReference | null> {
  const selectors = new Map([[chainId, { kind: "number", number } as const]]);
  const block = (await readBlockVector({ facts, selectors })).get(chainId);
  return block?.number === number ? block : null;
}
