import type { Address } from "viem";
import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { accountMarket, MORPHO_BLUE } from "./account-market.ts";
import { readMorphoBlueParity } from "./parity.ts";
import { readMorphoBlueLiquidations } from "./read-liquidations.ts";
import { readMarket } from "./read-market.ts";
import { readMarkets } from "./read-markets.ts";
import { readPositionHolders, readPositions } from "./read-positions.ts";

/**
 * Morpho Blue: positions as Morpho would state them had it accrued at the block, and its own verdict
 * by the market's own oracle. Each market is a silo of its own.
 */
export const morphoBlueAdapter: ProtocolAdapter = {
  name: MORPHO_BLUE,

  readAccounts: async (place) =>
    place.chain.morphoBlue.length === 0 ? [] : readPositionHolders(place),

  async readMarkets({ accounts, ...place }) {
    if (place.chain.morphoBlue.length === 0) return [];
    const positions = await readPositions({ ...place, accounts });
    const keys = new Map(
      positions.map(({ morpho, market }) => [`${morpho}/${market}`, { morpho, market }]),
    );
    const markets = new Map(
      (await readMarkets({ ...place, keys: [...keys.values()] })).map((market) => [
        `${market.morpho}/${market.market}`,
        market,
      ]),
    );
    const found = await Promise.all(
      positions.map((position) => {
        const market = markets.get(`${position.morpho}/${position.market}`);
        return market === undefined
          ? null
          : accountMarket({ ...place, account: position.account, market, position });
      }),
    );
    return found.filter((market) => market !== null);
  },

  readMarket: async (place) => (place.chain.morphoBlue.length === 0 ? [] : readMarket(place)),

  /** Morpho keeps the collateral of its borrowers and the funds of its suppliers. */
  async readPassThroughAccounts({ chain, accounts }) {
    const morphos = new Set(chain.morphoBlue.map(({ morpho }) => morpho.toLowerCase() as Address));
    return new Set(accounts.filter((account) => morphos.has(account)));
  },

  readLiquidations: readMorphoBlueLiquidations,

  readParity: readMorphoBlueParity,
};
