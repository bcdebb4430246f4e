import type { Address, Hex } from "viem";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { accountMarkets } from "./account-markets.ts";
import { type ContractOwners, readContractOwners } from "./contract-owners.ts";
import { makerDaiMarketId } from "./deployments.ts";
import { bookChecks } from "./parity-of-books.ts";
import { ilkChecks } from "./parity-of-ilks.ts";
import { positionChecks } from "./parity-of-positions.ts";
import { type Books, readBooks } from "./read-books.ts";
import { type Ilk, readVats, type Vat } from "./read-ilks.ts";
import { readHolders } from "./read-owners.ts";
import { type MakerViews, makerViewsAt } from "./views.ts";

/** One Vat beside its contracts: what each part of the comparison works on. */
export type ComparedVat = {
  vat: Vat;
  views: MakerViews;
  /** As indexed. */
  books: Books;
  /** Ilks of which somebody can have something: those whose token is known, and those in the books. */
  ilks: readonly Ilk[];
  /** Who acts for the accounts by the index or by the contracts, each with its account by the index. */
  accountOf: ReadonlyMap<Address, Address>;
  chainId: number;
};

/**
 * Every Vat of the chain: its ilks with the parameters of Jug and Spotter and the rate that a drip
 * would leave, who acts for the given accounts, and what those have in the Vat's books, as positions
 * and by its verdict.
 */
export async function readMakerParity(
  place: ReadPlace & { accounts: readonly Address[] },
): Promise<ParityCheck[]> {
  const { facts, contracts, chain, block, accounts } = place;
  if (chain.maker.length === 0) return [];
  const vats = await readVats({ facts, chain, block });
  const indexed = await readHolders({ facts, block, accounts });
  const owners = await readContractOwners({ ...place, holders: indexed.keys() });
  const accountOf = new Map(indexed);
  for (const holder of owners.found) if (!accountOf.has(holder)) accountOf.set(holder, holder);
  const books = await readBooks({
    facts,
    block,
    vats: vats.map(({ address }) => address),
    holders: [...accountOf.keys()],
  });
  const found = await Promise.all(
    vats.map(async (vat) => {
      const known = new Set<Hex>(
        [...books.urns, ...books.gems]
          .filter((row) => row.vat === vat.address)
          .map(({ ilk }) => ilk),
      );
      const compared: ComparedVat = {
        vat,
        views: makerViewsAt({ contracts, block, deployment: vat.deployment }),
        books,
        ilks: [...vat.ilks.values()].filter(({ ilk, gem }) => gem !== null || known.has(ilk)),
        accountOf,
        chainId: chain.chainId,
      };
      const markets = accounts.flatMap((account) =>
        accountMarkets({
          account,
          chainId: chain.chainId,
          vat,
          books,
          holders: [...accountOf.keys()].filter((holder) => accountOf.get(holder) === account),
        }),
      );
      // Not deployed yet, and nothing indexed of it either.
      if (vat.ilks.size === 0 && (await compared.views.live()) === null) return [];
      const checks = await Promise.all([
        ilkChecks(compared),
        bookChecks(compared),
        positionChecks(compared, markets),
      ]);
      return [...ownerChecks(compared, owners), ...checks.flat()];
    }),
  );
  return found.flat();
}

/** For whom each holder acts, by the index and by the contracts. */
function ownerChecks({ vat, accountOf }: ComparedVat, owners: ContractOwners): ParityCheck[] {
  return [...accountOf].map(([holder, account]) => ({
    marketId: makerDaiMarketId(vat.deployment),
    account,
    what: `account that ${holder} acts for`,
    indexed: account,
    contract: owners.ownerOf(holder),
  }));
}
