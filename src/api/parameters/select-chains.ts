import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireKnownChains } from "./require-known-chains.ts";

/**
 * The chains that count for an account: those asked for, and only its own for a CAIP-10 account.
 * @param pointer Where the account is named in the request.
 * @throws ProblemError 400 `unknown-chain`, `conflicting-parameters`.
 */
export function selectChains(
  { network }: Pick<AppDependencies, "network">,
  account: Pick<AccountId, "chainId">,
  asked: readonly number[] | undefined,
  pointer = "path/account",
): number[] {
  if (asked !== undefined) requireKnownChains(network, asked, "query/chains");
  if (account.chainId === undefined) {
    return network.chains
      .map((chain) => chain.chainId)
      .filter((chainId) => asked?.includes(chainId) ?? true);
  }
  requireKnownChains(network, [account.chainId], pointer);
  if (asked !== undefined && !asked.includes(account.chainId)) {
    throw new ProblemError({
      status: 400,
      code: "conflicting-parameters",
      title: "Conflicting parameters",
      detail: `The account is on ${chainCaip2(account.chainId)} only, which chains leaves out.`,
      errors: [{ pointer: "query/chains", detail: `Add ${chainCaip2(account.chainId)}.` }],
    });
  }
  return [account.chainId];
}
