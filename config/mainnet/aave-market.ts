import type { Address } from "viem";
import type { AaveV3Deployment } from "../network.ts";

/** What Ballast takes from a market's module of @aave-dao/aave-address-book. */
export type AaveBook = {
  POOL: Address;
  POOL_CONFIGURATOR: Address;
  ORACLE: Address;
  ASSETS: Readonly<Record<string, { UNDERLYING: Address; decimals: number }>>;
};

/** A market of the address book, which names no start block. */
export function aaveMarket(
  book: AaveBook,
  { id, startBlock }: { id: string; startBlock: number },
): AaveV3Deployment {
  return {
    id,
    pool: book.POOL,
    poolConfigurator: book.POOL_CONFIGURATOR,
    oracle: book.ORACLE,
    startBlock,
  };
}

/**
 * The underlying tokens of a chain's markets, each once, under the book's symbols but for those that
 * `names` replaces: where a bridged token and its native one have changed names, for instance.
 */
export function aaveTokens(
  books: readonly AaveBook[],
  names: Readonly<Record<string, string>> = {},
): { symbol: string; address: Address; decimals: number }[] {
  const tokens = books.flatMap(({ ASSETS }) =>
    Object.entries(ASSETS).map(([symbol, { UNDERLYING, decimals }]) => ({
      symbol: names[symbol] ?? symbol,
      address: UNDERLYING,
      decimals,
    })),
  );
  return [...new Map(tokens.map((token) => [token.address, token])).values()];
}
