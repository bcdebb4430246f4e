import type { Hex } from "viem";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import { accountIdText } from "../answers/account-id-text.ts";
import { isSignedByContract } from "./is-signed-by-contract.ts";
import { isSignedByKey } from "./is-signed-by-key.ts";

/**
 * Why a side's signature of a digest does not count at a block vector; null where it does. A plain
 * address signs with its key, which proves that it is externally owned and so one account on every
 * chain; CAIP-10 means a contract, which is asked by ERC-1271 at its chain's block.
 * @throws BallastError `chain-unreadable`.
 */
export async function findSignatureProblem(parameters: {
  account: AccountId;
  digest: Hex;
  signature: Hex;
  contracts: Pick<ContractReader, "read">;
  vector: BlockVector;
}): Promise<string | null> {
  const { account, digest, signature, contracts, vector } = parameters;
  const { address, chainId } = account;
  const isKeys = isSignedByKey({ address, digest, signature });
  if (chainId === undefined) {
    return isKeys
      ? null
      : `The key of ${address} did not sign this statement (65 bytes, s in the lower half). A contract account is named by CAIP-10.`;
  }
  if (isKeys) {
    return `${address} signs with its key, so it is one account on every chain: name it by its plain address.`;
  }
  const block = vector.get(chainId);
  if (block === undefined) return `${chainCaip2(chainId)} is not indexed.`;
  const isConfirmed = await isSignedByContract({ contracts, block, address, digest, signature });
  return isConfirmed
    ? null
    : `${accountIdText(account)} does not confirm this signature by ERC-1271 at block ${block.number}.`;
}
