import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import { parseAccountId } from "../../core/identifiers.ts";
import type { AccountLink, LinkAtVector } from "./account-link.ts";
import { isSignedByContract } from "./is-signed-by-contract.ts";

/**
 * A link with the contract accounts that do not stand by it at a vector. A key's signature was verified
 * when the link was stored and holds for ever; a contract is asked at the very block by its hash, so
 * that the answer is the same for ever as well.
 * @throws BallastError `chain-unreadable`.
 */
export async function confirmLink(parameters: {
  link: AccountLink;
  contracts: Pick<ContractReader, "read">;
  vector: BlockVector;
}): Promise<LinkAtVector> {
  const { link, contracts, vector } = parameters;
  const notConfirmedBy: string[] = [];
  for (const side of ["first", "second"] as const) {
    const account = link.statement[side];
    const { address, chainId } = parseAccountId(account);
    if (chainId === undefined) continue;
    const block = vector.get(chainId);
    const [digest, signature] = [link.id, link.signatures[side]];
    const isConfirmed =
      block !== undefined &&
      (await isSignedByContract({ contracts, block, address, digest, signature }));
    if (!isConfirmed) notConfirmedBy.push(account);
  }
  return { ...link, notConfirmedBy };
}
