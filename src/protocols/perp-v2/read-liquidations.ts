import { and, eq, inArray } from "drizzle-orm";
import type { PerpV2Deployment } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { LiquidatedAmount, Liquidation } from "../../core/liquidation.ts";
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
import { lowerCase, PERP_V2, perpV2MarketId } from "./deployments.ts";
import {
  perpV2CollateralLiquidation,
  perpV2InsuranceEvent,
  perpV2Liquidation,
} from "./history-schema.ts";

type Takeover = typeof perpV2Liquidation.$inferSelect & { kind: "takeover" };
type Sale = typeof perpV2CollateralLiquidation.$inferSelect & { kind: "sale" };

/** One for each PositionLiquidated and each CollateralLiquidated. */
export async function readPerpV2Liquidations(
  place: ReadPlace & { page: LiquidationPage },
): Promise<Liquidation[]> {
  const { chain, page } = place;
  if (chain.perpV2.length === 0) return [];
  const rows = mergePage(
    [...(await readTakeovers(place)), ...(await readSales(place))],
    page.limit,
  );
  if (rows.length === 0) return [];
  const covered = await readCovered(
    place,
    rows.map(({ blockNumber }) => blockNumber),
  );
  const tokens = await readTokens({
    ...place,
    addresses: rows.map((row) => (row.kind === "sale" ? row.token : row.baseToken)),
  });
  const amountOf = createAmountOf(chain.chainId, tokens);
  return rows.map((row): Liquidation => {
    const deployment = chain.perpV2.find((one) => lowerCase(one.clearingHouse) === row.house);
    if (deployment === undefined)
      throw new RangeError(`${row.house} is not of chain ${chain.name}.`);
    const amount = (raw: bigint) => settlement(chain.chainId, deployment, raw);
    const common = {
      ...{ chainId: chain.chainId, protocol: PERP_V2, marketId: perpV2MarketId(deployment) },
      ...{ ...loggedLiquidation(row), causes: [] },
      badDebt: (covered.get(logKey(row)) ?? []).map((raw) => ({
        ...amount(raw),
        borneBy: "insurance-fund" as const,
      })),
    };
    if (row.kind === "sale") {
      const seized = amountOf(row.token, row.amount);
      return {
        ...{ ...common, kind: "sale", seized: [seized], repaid: [amount(row.repaidAmount)] },
        insuranceFee: amount(row.insuranceFundFee),
      };
    }
    return {
      ...{ ...common, kind: "takeover", repaid: [], seized: [] },
      derivative: {
        ...{
          instrument: row.baseToken,
          symbol: tokens.get(row.baseToken)?.symbol ?? row.baseToken,
        },
        ...{ sizeWad: row.positionSizeWad, notionalWad: row.positionNotionalWad },
        penaltyWad: row.penaltyWad,
      },
    };
  });
}

function settlement(
  chainId: number,
  { settlementToken }: PerpV2Deployment,
  amount: bigint,
): LiquidatedAmount {
  const { address, symbol, decimals } = settlementToken;
  return { asset: assetCaip19(chainId, lowerCase(address)), symbol, decimals, amount };
}

async function readTakeovers(place: ReadPlace & { page: LiquidationPage }): Promise<Takeover[]> {
  const { facts, page } = place;
  const l = perpV2Liquidation;
  const rows = await facts
    .select()
    .from(l)
    .where(pageCondition(l, place, page))
    .orderBy(...newestFirst(l))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, kind: "takeover" }));
}

async function readSales(place: ReadPlace & { page: LiquidationPage }): Promise<Sale[]> {
  const { facts, page } = place;
  const l = perpV2CollateralLiquidation;
  const rows = await facts
    .select()
    .from(l)
    .where(pageCondition(l, place, page))
    .orderBy(...newestFirst(l))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, kind: "sale" }));
}

type Log = { blockNumber: bigint; logIndex: number };
const logKey = ({ blockNumber, logIndex }: Log) => `${blockNumber}/${logIndex}`;

/**
 * What the insurance fund took over in the transactions of the liquidations of some blocks, by the
 * liquidation: the vault settles a bad debt after what made it, so each belongs to the last one of its
 * account before. A bad debt that is settled in a transaction of its own is no liquidation's.
 */
async function readCovered(
  { facts, block }: Pick<ReadPlace, "facts" | "block">,
  blockNumbers: readonly bigint[],
): Promise<ReadonlyMap<string, bigint[]>> {
  const found = new Map<string, bigint[]>();
  const i = perpV2InsuranceEvent;
  const debts = await facts
    .select()
    .from(i)
    .where(
      and(
        eq(i.chainId, block.chainId),
        inArray(i.blockNumber, [...new Set(blockNumbers)]),
        eq(i.kind, "bad-debt"),
      ),
    );
  if (debts.length === 0) return found;
  const inBlocks = debts.map(({ blockNumber }) => blockNumber);
  const liquidations = [
    ...(await facts
      .select()
      .from(perpV2Liquidation)
      .where(
        and(
          eq(perpV2Liquidation.chainId, block.chainId),
          inArray(perpV2Liquidation.blockNumber, inBlocks),
        ),
      )),
    ...(await facts
      .select()
      .from(perpV2CollateralLiquidation)
      .where(
        and(
          eq(perpV2CollateralLiquidation.chainId, block.chainId),
          inArray(perpV2CollateralLiquidation.blockNumber, inBlocks),
        ),
      )),
  ];
  const newest = mergePage(liquidations, liquidations.length);
  for (const debt of debts) {
    const liquidation = newest.find(
      (one) =>
        one.blockNumber === debt.blockNumber &&
        one.transactionHash === debt.transactionHash &&
        one.house === debt.house &&
        one.account === debt.account &&
        one.logIndex < debt.logIndex,
    );
    if (liquidation === undefined) continue;
    const key = logKey(liquidation);
    found.set(key, [...(found.get(key) ?? []), debt.amount]);
  }
  return found;
}
