import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";

/** The one text of an account id: a lower-case address, or CAIP-10 with one. */
export function accountIdText({ address, chainId }: AccountId): string {
  return chainId === undefined ? address : `${chainCaip2(chainId)}:${address}`;
}
