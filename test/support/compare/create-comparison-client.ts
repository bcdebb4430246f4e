import { createPublicClient, http, type PublicClient } from "viem";

/**
 * A client that asks many views of one block in few requests: calls of the same moment go out
 * together through viem's multicall that needs no deployed contract.
 */
export function createComparisonClient(rpcUrl: string): PublicClient {
  return createPublicClient({
    batch: {
      // Bytes of calldata. The calls are encoded into init code, which may have 49,152 bytes.
      multicall: { deployless: true, batchSize: 4_096, wait: 4 },
    },
    transport: http(rpcUrl, { batch: { batchSize: 100, wait: 1 } }),
  });
}
