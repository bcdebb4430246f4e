import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { accountMarket } from "./account-market.ts";
import { lowerCase, PERP_V2 } from "./deployments.ts";
import { readPerpV2Parity } from "./parity.ts";
import { readStanding } from "./read-accounts.ts";
import { readAllAccounts, readBooks } from "./read-books.ts";
import { readHouses } from "./read-houses.ts";
import { readPerpV2InsuranceFunds } from "./read-insurance-funds.ts";
import { readPerpV2Liquidations } from "./read-liquidations.ts";

/**
 * Perp v2 (Curie): what the vault has of each account, its positions as the clearing house has them at
 * the block, and the clearing house's own verdict on its margin. One silo per clearing house.
 */
export const perpV2Adapter: ProtocolAdapter = {
  name: PERP_V2,

  readAccounts: async (place) => (place.chain.perpV2.length === 0 ? [] : readAllAccounts(place)),

  async readMarkets({ accounts, ...place }) {
    if (place.chain.perpV2.length === 0) return [];
    const books = await readBooks({ ...place, accounts });
    const houses = await readHouses(place);
    const found = await Promise.all(
      accounts.flatMap((account) =>
        houses.map(async (house) =>
          accountMarket(place.chain.chainId, await readStanding(place, { account, house, books })),
        ),
      ),
    );
    return found.filter((market) => market !== null);
  },

  readInsuranceFunds: readPerpV2InsuranceFunds,

  readLiquidations: readPerpV2Liquidations,

  readParity: readPerpV2Parity,

  /** The vault keeps the collateral of all accounts. */
  async readPassThroughAccounts({ chain, accounts }) {
    const vaults = new Set(chain.perpV2.map(({ vault }) => lowerCase(vault)));
    return new Set(accounts.filter((account) => vaults.has(account)));
  },
};
