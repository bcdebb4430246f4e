import type { Address, PublicClient } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import { createBoundedMap } from "../create-bounded-map.ts";

export type AccountKinds = {
  /**
   * Whether the address is a contract on the chain. An account that delegates its code by EIP-7702
   * is still owned by its key, the same on every chain, and counts as none.
   * @throws BallastError `account-kind-unknown` where the chain's node does not answer.
   */
  isContract(parameters: { chainId: number; address: Address }): Promise<boolean>;
};

const CACHE_MILLISECONDS = 60_000;
const MAXIMUM_ENTRIES = 20_000;
const DELEGATION_PREFIX = "0xef0100";

/** Asks the chains' nodes for code, and remembers an answer for a minute. */
export function createAccountKinds(parameters: {
  clients: ReadonlyMap<number, PublicClient>;
}): AccountKinds {
  const known = createBoundedMap<string, { until: number; isContract: Promise<boolean> }>(
    MAXIMUM_ENTRIES,
  );

  return {
    isContract({ chainId, address }) {
      const key = `${chainId}:${address}`;
      const now = performance.now();
      const entry = known.get(key);
      if (entry !== undefined && entry.until > now) return entry.isContract;
      const isContract = readIsContract(parameters.clients.get(chainId), chainId, address);
      known.set(key, { until: now + CACHE_MILLISECONDS, isContract });
      isContract.catch(() => known.delete(key));
      return isContract;
    },
  };
}

async function readIsContract(
  client: PublicClient | undefined,
  chainId: number,
  address: Address,
): Promise<boolean> {
  try {
    if (client === undefined) throw new RangeError(`No node is configured for chain ${chainId}.`);
    const code = await client.getCode({ address });
    return code !== undefined && code !== "0x" && !code.toLowerCase().startsWith(DELEGATION_PREFIX);
  } catch (cause) {
    throw new BallastError(
      `Whether ${address} is a contract on chain eip155:${chainId} is unknown: its node does not answer.`,
      {
        code: "account-kind-unknown",
        remedy: `Name the account for one chain only, for example eip155:${chainId}:${address}, or try again.`,
        cause,
      },
    );
  }
}
