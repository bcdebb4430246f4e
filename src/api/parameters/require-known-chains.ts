import type { Network } from "../../../config/network.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { ProblemError } from "../errors/problem-error.ts";

/** @throws ProblemError 400 `unknown-chain` that names the chains of the network. */
export function requireKnownChains(
  network: Pick<Network, "chains">,
  chainIds: Iterable<number>,
  pointer: string,
): void {
  const known = network.chains.map((chain) => chain.chainId);
  const unknown = [...chainIds].filter((chainId) => !known.includes(chainId));
  if (unknown.length === 0) return;
  const names = known.map(chainCaip2);
  throw new ProblemError({
    status: 400,
    code: "unknown-chain",
    title: "Unknown chain",
    detail: `${unknown.map(chainCaip2).join(", ")} is not indexed here; ${names.join(", ")} are.`,
    errors: unknown.map((chainId) => ({
      pointer,
      detail: `${chainCaip2(chainId)} is not indexed.`,
    })),
    extensions: { knownChains: names },
  });
}
