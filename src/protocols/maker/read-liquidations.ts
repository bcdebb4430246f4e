import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { LiquidatedAmount, Liquidation } from "../../core/liquidation.ts";
import type { Cause } from "../../core/position.ts";
import { type LiquidationPage, newestFirst, pageCondition } from "../liquidation-page.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { gemUnknownCause, MAKER } from "./account-markets.ts";
import { makerMarketId } from "./deployments.ts";
import { readVats, type Vat } from "./read-ilks.ts";
import { resolveOwner } from "./read-owners.ts";
import { makerLiquidation, makerOwnerVersion } from "./schema.ts";
import { daiAsset } from "./urn-standing.ts";
import { debtAmount, gemAmount } from "./valuation.ts";

type Row = typeof makerLiquidation.$inferSelect;

/**
 * One for each Bite of a Cat or Bark of a Dog: what it seizes for an auction, of the account whose urn it
 * was at that block. Who called it, and what the auction raises, no log of either says.
 */
export async function readMakerLiquidations(
  place: ReadPlace & { page: LiquidationPage },
): Promise<Liquidation[]> {
  if (place.chain.maker.length === 0) return [];
  const { page } = place;
  const urns = page.account === undefined ? undefined : await readEverHolders(place, page.account);
  const found: { row: Row; account: Address }[] = [];
  let before = page.before;
  // Of an account's former urns only some rows are its own: read on until the page is full.
  for (;;) {
    const rows = await readRows(place, { ...page, before }, urns);
    const accountOf = await readAccountsAt(place, rows);
    for (const row of rows) {
      const account = accountOf(row);
      if (page.account === undefined || account === page.account) found.push({ row, account });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < page.limit || found.length >= page.limit) break;
    before = last;
  }
  if (found.length === 0) return [];
  const vats = await readVats(place);
  return found
    .slice(0, page.limit)
    .map(({ row, account }) => liquidation(place, vats, row, account));
}

function liquidation(
  { chain: { chainId } }: ReadPlace,
  vats: readonly Vat[],
  row: Row,
  account: Address,
): Liquidation {
  const vat = vats.find(({ address }) => address === row.vat);
  if (vat === undefined) throw new RangeError(`The Vat ${row.vat} is not of chain ${chainId}.`);
  const marketId = makerMarketId(vat.deployment, row.ilk);
  const gem = vat.ilks.get(row.ilk)?.gem ?? null;
  const owed: LiquidatedAmount = {
    ...daiAsset(chainId, vat),
    amount: debtAmount(row.tabRad, 1n),
  };
  return {
    ...{ chainId, protocol: MAKER, marketId, kind: "seizure", account },
    ...{ blockNumber: row.blockNumber, logIndex: row.logIndex },
    timestampSeconds: row.blockTimestampSeconds,
    transactionHash: row.transactionHash,
    holder: row.urn === account ? undefined : row.urn,
    liquidator: null,
    repaid: [],
    seized:
      gem === null
        ? []
        : [
            {
              asset: assetCaip19(chainId, gem.address),
              ...{ symbol: gem.symbol, decimals: gem.decimals },
              amount: gemAmount(row.ink, gem.decimals),
            },
          ],
    badDebt: null,
    auction: { contract: row.auction, id: row.auctionId, owed },
    causes: [
      auctionCause(chainId, marketId),
      ...(gem === null ? [gemUnknownCause(chainId, marketId)] : []),
    ],
  };
}

function readRows(
  place: ReadPlace,
  page: LiquidationPage,
  urns: readonly Address[] | undefined,
): Promise<Row[]> {
  const l = makerLiquidation;
  return place.facts
    .select()
    .from(l)
    .where(and(pageCondition(l, place, page), urns === undefined ? undefined : anyOf(l.urn, urns)))
    .orderBy(...newestFirst(l))
    .limit(page.limit);
}

/** The account and every address that it ever owned, or that such an address did. */
async function readEverHolders(
  { facts, block }: Pick<ReadPlace, "facts" | "block">,
  account: Address,
): Promise<Address[]> {
  const o = makerOwnerVersion;
  const found = new Set([account]);
  let frontier = [account];
  while (frontier.length > 0) {
    const rows = await facts
      .selectDistinct({ holder: o.holder })
      .from(o)
      .where(
        and(
          eq(o.chainId, block.chainId),
          anyOf(o.owner, frontier),
          lte(o.blockNumber, block.number),
        ),
      );
    frontier = rows.map(({ holder }) => holder).filter((holder) => !found.has(holder));
    for (const holder of frontier) found.add(holder);
  }
  return [...found];
}

/** Whose the urns were, each at the block of its row. */
async function readAccountsAt(
  { facts, block }: Pick<ReadPlace, "facts" | "block">,
  rows: readonly Row[],
): Promise<(row: Row) => Address> {
  const o = makerOwnerVersion;
  const versions: (typeof o.$inferSelect)[] = [];
  const asked = new Set<Address>();
  let frontier = [...new Set(rows.map(({ urn }) => urn))];
  while (frontier.length > 0) {
    for (const holder of frontier) asked.add(holder);
    const found = await facts
      .select()
      .from(o)
      .where(
        and(
          eq(o.chainId, block.chainId),
          anyOf(o.holder, frontier),
          lte(o.blockNumber, block.number),
        ),
      )
      .orderBy(desc(o.blockNumber));
    versions.push(...found);
    frontier = [...new Set(found.map(({ owner }) => owner))].filter((owner) => !asked.has(owner));
  }
  return ({ urn, blockNumber }) => {
    const owners = new Map<Address, Address>();
    for (const version of versions) {
      if (version.blockNumber > blockNumber || owners.has(version.holder)) continue;
      owners.set(version.holder, version.owner);
    }
    return resolveOwner(owners)(urn);
  };
}

function auctionCause(chainId: number, marketId: string): Cause {
  return {
    code: "auction-not-followed",
    detail:
      "The seized collateral is auctioned for the debt. What the auction raises is not followed, so what is left of the debt is not known.",
    chainId,
    marketId,
  };
}
