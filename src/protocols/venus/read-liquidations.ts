import { and, eq, inArray, sql } from "drizzle-orm";
import type { Address } from "viem";
import { venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import { chainBlock } from "../../blocks/schema.ts";
import { anyOf } from "../../core/any-of.ts";
import type { LiquidatedAmount, Liquidation, WrittenOff } from "../../core/liquidation.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import {
  createAmountOf,
  type LiquidationPage,
  loggedLiquidation,
  mergePage,
  newestFirst,
  pageCondition,
} from "../liquidation-page.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { VENUS, venusMarketId } from "./deployments.ts";
import { venusHealing, venusSeizure } from "./healing-schema.ts";
import { venusBadDebt, venusLiquidation, venusMarket } from "./schema.ts";
import { toUnderlying } from "./valuation.ts";

type LiquidationRow = typeof venusLiquidation.$inferSelect & { kind: "repayment" };
type HealingRow = typeof venusHealing.$inferSelect & { kind: "healing" };
type Event = { blockNumber: bigint; transactionHash: string; account: Address };

const isOf = (one: Event, other: Event) =>
  one.blockNumber === other.blockNumber &&
  one.transactionHash === other.transactionHash &&
  one.account === other.account;

/**
 * One for each LiquidateBorrow, and one for each account that is healed, at the last of its debts. What
 * is seized is vTokens, given as what they stand for at the end of the block.
 */
export async function readVenusLiquidations(
  place: ReadPlace & { page: LiquidationPage },
): Promise<Liquidation[]> {
  const { chain, page } = place;
  if (chain.venus.length === 0) return [];
  const rows = mergePage(
    [...(await readLiquidated(place)), ...(await readHealed(place))],
    page.limit,
  );
  if (rows.length === 0) return [];
  const healed = await readHealings(
    place,
    rows.filter(({ kind }) => kind === "healing"),
  );
  const amounts = await readAmounts(place, [
    ...rows.flatMap((row) =>
      row.kind === "repayment"
        ? [
            { vToken: row.vToken, blockNumber: row.blockNumber },
            { vToken: row.vTokenCollateral, blockNumber: row.blockNumber },
          ]
        : [],
    ),
    ...[...healed.debts, ...healed.badDebts, ...healed.seizures],
  ]);
  return rows.map((row): Liquidation => {
    const common = {
      ...{ chainId: chain.chainId, protocol: VENUS, marketId: amounts.marketId(row.vToken) },
      ...{ ...loggedLiquidation(row), kind: row.kind, causes: [] },
    };
    if (row.kind === "repayment") {
      const { vTokenCollateral: vToken, seizedTokens, blockNumber } = row;
      return {
        ...common,
        repaid: [amounts.underlying(row.vToken, row.repaidAmount)],
        seized: [amounts.seized({ vToken, blockNumber }, seizedTokens)],
        badDebt: [],
      };
    }
    return {
      ...common,
      repaid: healed.debts
        .filter((one) => isOf(one, row) && one.repaidAmount > 0n)
        .map(({ vToken, repaidAmount }) => amounts.underlying(vToken, repaidAmount)),
      seized: healed.seizures
        .filter((one) => isOf(one, row))
        .map((one) => amounts.seized(one, one.tokensBefore)),
      badDebt: healed.badDebts
        .filter((one) => isOf(one, row))
        .map(
          ({ vToken, amount }): WrittenOff => ({
            ...amounts.underlying(vToken, amount),
            borneBy: "protocol",
          }),
        ),
    };
  });
}

async function readLiquidated(
  place: ReadPlace & { page: LiquidationPage },
): Promise<LiquidationRow[]> {
  const { facts, page } = place;
  const l = venusLiquidation;
  const rows = await facts
    .select()
    .from(l)
    .where(pageCondition(l, place, page))
    .orderBy(...newestFirst(l))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, kind: "repayment" }));
}

/** The last HealBorrow of each account that a transaction healed. */
async function readHealed(place: ReadPlace & { page: LiquidationPage }): Promise<HealingRow[]> {
  const { facts, page } = place;
  const h = venusHealing;
  const rows = await facts
    .select()
    .from(h)
    .where(
      and(
        pageCondition(h, place, page),
        sql`NOT EXISTS (
          SELECT FROM ${h} AS later
          WHERE later.chain_id = ${h.chainId} AND later.block_number = ${h.blockNumber}
            AND later.log_index > ${h.logIndex} AND later.account = ${h.account}
            AND later.transaction_hash = ${h.transactionHash})`,
      ),
    )
    .orderBy(...newestFirst(h))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, kind: "healing" }));
}

/** All that the healings of some blocks did; a seizure that a LiquidateBorrow followed was no healing's. */
async function readHealings(
  { facts, block }: Pick<ReadPlace, "facts" | "block">,
  rows: readonly { blockNumber: bigint }[],
) {
  if (rows.length === 0) return { debts: [], badDebts: [], seizures: [] };
  const blockNumbers = [...new Set(rows.map(({ blockNumber }) => blockNumber))];
  const [h, b, s, l] = [venusHealing, venusBadDebt, venusSeizure, venusLiquidation];
  const debts = await facts
    .select()
    .from(h)
    .where(and(eq(h.chainId, block.chainId), inArray(h.blockNumber, blockNumbers)))
    .orderBy(h.logIndex);
  const badDebts = await facts
    .select()
    .from(b)
    .where(and(eq(b.chainId, block.chainId), inArray(b.blockNumber, blockNumbers)))
    .orderBy(b.logIndex);
  const seizures = await facts
    .select()
    .from(s)
    .where(and(eq(s.chainId, block.chainId), inArray(s.blockNumber, blockNumbers)))
    .orderBy(s.logIndex);
  const liquidations = await facts
    .select()
    .from(l)
    .where(and(eq(l.chainId, block.chainId), inArray(l.blockNumber, blockNumbers)));
  return {
    ...{ debts, badDebts },
    seizures: seizures.filter(
      (seizure) =>
        !liquidations.some(
          (one) =>
            isOf(one, seizure) &&
            one.vTokenCollateral === seizure.vToken &&
            one.logIndex > seizure.logIndex,
        ),
    ),
  };
}

type TokensAt = { vToken: Address; blockNumber: bigint };

/** How amounts of the named vTokens, and of what is in them, are to be stated. */
async function readAmounts(place: ReadPlace, named: readonly TokensAt[]) {
  const { facts, contracts, chain } = place;
  const vTokens = new Set(named.map(({ vToken }) => vToken));
  const markets = await facts
    .select({
      vToken: venusMarket.vToken,
      comptroller: venusMarket.comptroller,
      underlying: venusMarket.underlying,
    })
    .from(venusMarket)
    .where(and(eq(venusMarket.chainId, chain.chainId), anyOf(venusMarket.vToken, vTokens)));
  const tokens = await readTokens({
    ...place,
    addresses: markets.flatMap(({ vToken, underlying }) => [vToken, underlying]),
  });
  const marketOf = (vToken: Address) => {
    const market = markets.find((one) => one.vToken === vToken);
    if (market === undefined) throw new RangeError(`${vToken} is no market that was ever listed.`);
    return market;
  };
  const amountOf = createAmountOf(chain.chainId, tokens);
  const blocks = await facts
    .select()
    .from(chainBlock)
    .where(
      and(
        eq(chainBlock.chainId, chain.chainId),
        inArray(chainBlock.number, [...new Set(named.map(({ blockNumber }) => blockNumber))]),
      ),
    );
  const keyOf = ({ vToken, blockNumber }: TokensAt) => `${vToken}/${blockNumber}`;
  const rates = new Map<string, bigint | null>();
  await Promise.all(
    named.map(async (one) => {
      const block = blocks.find(({ number }) => number === one.blockNumber);
      const rateWad =
        block === undefined
          ? null
          : await contracts.read({
              ...{ block, address: one.vToken, abi: venusVTokenAbi, args: [] },
              functionName: "exchangeRateStored",
            });
      rates.set(keyOf(one), rateWad);
    }),
  );
  return {
    marketId(vToken: Address): string {
      const { comptroller } = marketOf(vToken);
      const deployment = chain.venus.find((one) => one.comptroller.toLowerCase() === comptroller);
      return venusMarketId(deployment ?? { id: comptroller });
    },
    underlying: (vToken: Address, amount: bigint) => amountOf(marketOf(vToken).underlying, amount),
    /** What vTokens stood for; the vTokens themselves where their contract does not say. */
    seized(at: TokensAt, amount: bigint): LiquidatedAmount {
      const shares = amountOf(at.vToken, amount);
      const rateWad = rates.get(keyOf(at)) ?? null;
      if (rateWad === null) return shares;
      const { underlying } = marketOf(at.vToken);
      return { ...amountOf(underlying, toUnderlying(amount, rateWad)), shares };
    },
  };
}
