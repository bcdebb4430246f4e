import type { AccountMarket } from "../../core/position.ts";
import type { MarketRequest } from "../protocol-adapter.ts";
import { ilkMarkets } from "./account-markets.ts";
import { makerMarketId } from "./deployments.ts";
import { readBooks } from "./read-books.ts";
import { readVats } from "./read-ilks.ts";
import { readHolders } from "./read-owners.ts";

/** What the addresses that act for an account have in an ilk, an urn each; see {@link ilkMarkets}. */
export async function readMarket(place: MarketRequest): Promise<AccountMarket[]> {
  const { facts, chain, block, account, marketId } = place;
  const vats = await readVats({ facts, chain, block });
  for (const vat of vats) {
    const ilk = [...vat.ilks.values()].find(
      (one) => makerMarketId(vat.deployment, one.ilk) === marketId,
    );
    if (ilk === undefined) continue;
    const holders = [...(await readHolders({ facts, block, accounts: [account] })).keys()].sort();
    const books = await readBooks({ facts, block, vats: [vat.address], holders });
    return ilkMarkets({ account, chainId: chain.chainId, vat, books, holders, ilk });
  }
  return [];
}
