import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { accountMarkets, MAKER } from "./account-markets.ts";
import { readMakerParity } from "./parity.ts";
import { readAllHolders, readBooks } from "./read-books.ts";
import { readVats } from "./read-ilks.ts";
import { readMakerLiquidations } from "./read-liquidations.ts";
import { readMarket } from "./read-market.ts";
import { readHolders, readOwners } from "./read-owners.ts";

/**
 * Maker (Sky): urns, collateral and DAI as the Vat's own books have them at the block, each counted
 * once, for the account that its urn handler or proxy belongs to.
 */
export const makerAdapter: ProtocolAdapter = {
  name: MAKER,

  async readAccounts({ facts, chain, block }) {
    if (chain.maker.length === 0) return [];
    const vats = await readVats({ facts, chain, block });
    const holders = await readAllHolders({
      facts,
      block,
      vats: vats.map(({ address }) => address),
    });
    const ownerOf = await readOwners({ facts, block });
    return [...new Set([...holders].map(ownerOf))].sort();
  },

  async readMarkets({ facts, chain, block, accounts }) {
    if (chain.maker.length === 0) return [];
    const vats = await readVats({ facts, chain, block });
    const accountOf = await readHolders({ facts, block, accounts });
    const books = await readBooks({
      facts,
      block,
      vats: vats.map(({ address }) => address),
      holders: [...accountOf.keys()],
    });
    return accounts.flatMap((account) => {
      const holders = [...accountOf.keys()]
        .filter((holder) => accountOf.get(holder) === account)
        .sort();
      return vats.flatMap((vat) =>
        accountMarkets({ account, chainId: chain.chainId, vat, books, holders }),
      );
    });
  },

  readLiquidations: readMakerLiquidations,

  readMarket: async (place) => (place.chain.maker.length === 0 ? [] : readMarket(place)),

  readParity: readMakerParity,
};
