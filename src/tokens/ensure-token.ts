import { token } from "ponder:schema";
import { type Address, erc20Abi, erc20Abi_bytes32, hexToString } from "viem";
import type { IndexingContext } from "../indexing-context.ts";

/**
 * Stores an ERC-20's symbol and decimals at its first sight. Symbols of the oldest tokens (MKR) are
 * bytes32; either form is read.
 * @throws what the chain answers for a contract without `decimals()` or `symbol()`.
 */
export async function ensureToken(
  context: IndexingContext,
  parameters: { address: Address; blockNumber: bigint },
): Promise<void> {
  const address = parameters.address.toLowerCase() as Address;
  const chainId = context.chain.id;
  if ((await context.db.find(token, { chainId, address })) !== null) return;
  const decimals = await context.client.readContract({
    abi: erc20Abi,
    address,
    functionName: "decimals",
  });
  await context.db
    .insert(token)
    .values({
      chainId,
      address,
      symbol: await readSymbol(context, address),
      decimals,
      blockNumber: parameters.blockNumber,
    })
    .onConflictDoNothing();
}

async function readSymbol(context: IndexingContext, address: Address): Promise<string> {
  try {
    return await context.client.readContract({
      abi: erc20Abi,
      address,
      functionName: "symbol",
      retryEmptyResponse: false,
    });
  } catch {
    const symbol = await context.client.readContract({
      abi: erc20Abi_bytes32,
      address,
      functionName: "symbol",
    });
    return hexToString(symbol, { size: 32 });
  }
}
