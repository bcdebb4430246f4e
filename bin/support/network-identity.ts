import { createHash } from "node:crypto";
import { createPublicClient, http } from "viem";
import type { Network } from "../../config/network.ts";
import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * A name for the chains as they run now: local chains are new chains after every start, though ids
 * and addresses repeat, and an index of the old ones must not be continued. Made of anvil's
 * instance ids, 16 hexadecimal digits.
 * @throws BallastError that names a chain that does not answer.
 */
export async function networkIdentity(network: Network): Promise<string> {
  const instances = await Promise.all(
    network.chains.map(async (chain) => {
      const url = chain.rpcUrls[0]!;
      const client = createPublicClient({ transport: http(url, { timeout: 5_000 }) });
      try {
        const chainId = await client.getChainId();
        if (chainId !== chain.chainId) throw new TypeError(`It says that it is chain ${chainId}.`);
        const metadata: unknown = await client.request<{
          Method: "anvil_metadata";
          Parameters: [];
          ReturnType: { instanceId: string };
        }>({ method: "anvil_metadata", params: [] });
        return `${chainId}:${(metadata as { instanceId: string }).instanceId}`;
      } catch (cause) {
        throw new BallastError(
          `The local chain ${chain.name} (${chain.chainId}) does not answer at ${url}.`,
          {
            code: "chain-unreachable",
            remedy: "Start the local chains and keep them running: npm run devnet -- --live.",
            cause,
          },
        );
      }
    }),
  );
  return createHash("sha256").update(instances.join(",")).digest("hex").slice(0, 16);
}
