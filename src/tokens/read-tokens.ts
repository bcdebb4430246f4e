import { and, eq } from "drizzle-orm";
import { type Address, erc20Abi, zeroAddress } from "viem";
import type { NetworkChain } from "../../config/network.ts";
import { anyOf } from "../core/any-of.ts";
import type { BlockReference } from "../core/block-vector.ts";
import type { ContractReader } from "../core/contract-reader.ts";
import type { FactsReader } from "../core/facts-reader.ts";
import { token } from "./schema.ts";

export type TokenFacts = { symbol: string; decimals: number };

/**
 * Symbol and decimals of any addresses that are named as tokens, by lower-case address: as configured,
 * else as indexed, else as the token says at the block. One that does not say has no decimals, and
 * its address is its symbol.
 */
export async function readTokens(parameters: {
  facts: FactsReader;
  contracts: ContractReader;
  chain: NetworkChain;
  block: BlockReference;
  addresses: Iterable<Address>;
}): Promise<ReadonlyMap<Address, TokenFacts>> {
  const { facts, contracts, chain, block } = parameters;
  const found = new Map<Address, TokenFacts>();
  const wanted = new Set([...parameters.addresses].filter((address) => address !== zeroAddress));
  const keep = (address: Address, { symbol, decimals }: TokenFacts) => {
    if (wanted.delete(address)) found.set(address, { symbol, decimals });
  };
  for (const one of chain.tokens) keep(one.address.toLowerCase() as Address, one);
  if (wanted.size > 0) {
    const rows = await facts
      .select()
      .from(token)
      .where(and(eq(token.chainId, chain.chainId), anyOf(token.address, wanted)));
    for (const row of rows) keep(row.address, row);
  }
  await Promise.all(
    [...wanted].map(async (address) => {
      const [symbol, decimals] = await Promise.all([
        contracts.read({ block, address, abi: erc20Abi, functionName: "symbol", args: [] }),
        contracts.read({ block, address, abi: erc20Abi, functionName: "decimals", args: [] }),
      ]);
      keep(address, { symbol: symbol ?? address, decimals: decimals ?? 0 });
    }),
  );
  return found;
}
