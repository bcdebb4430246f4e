import { and, type Column, desc, eq, gte, lt, lte, or, type SQL } from "drizzle-orm";
import type { Address, Hex } from "viem";
import { assetCaip19 } from "../core/identifiers.ts";
import type { LiquidatedAmount } from "../core/liquidation.ts";
import type { TokenFacts } from "../tokens/read-tokens.ts";
import type { ReadPlace } from "./protocol-adapter.ts";

/** Which liquidations of a chain are asked for: the newest first, up to the place's block. */
export type LiquidationPage = {
  /** Left out: of every account. */
  account?: Address | undefined;
  fromSeconds: number;
  toSeconds: number;
  /** Only what is before this log; null: from the newest on. */
  before: { blockNumber: bigint; logIndex: number } | null;
  limit: number;
};

/** The columns by which every table of liquidations is read. */
type LoggedColumns = Record<
  "chainId" | "blockNumber" | "logIndex" | "blockTimestampSeconds",
  Column
>;

/**
 * Which rows of a table belong to a page. In a table without a column of accounts whose they are is the
 * caller's affair.
 */
export function pageCondition(
  table: LoggedColumns & { account?: Column },
  { block }: Pick<ReadPlace, "block">,
  { account, fromSeconds, toSeconds, before }: LiquidationPage,
): SQL | undefined {
  return and(
    eq(table.chainId, block.chainId),
    lte(table.blockNumber, block.number),
    gte(table.blockTimestampSeconds, fromSeconds),
    lte(table.blockTimestampSeconds, toSeconds),
    account === undefined || table.account === undefined ? undefined : eq(table.account, account),
    before === null
      ? undefined
      : or(
          lt(table.blockNumber, before.blockNumber),
          and(eq(table.blockNumber, before.blockNumber), lt(table.logIndex, before.logIndex)),
        ),
  );
}

/** Newest first. */
export function newestFirst(table: LoggedColumns): [SQL, SQL] {
  return [desc(table.blockNumber), desc(table.logIndex)];
}

/** What every liquidation says of the log that tells of it, and of who took part. */
export function loggedLiquidation<Liquidator>(row: {
  blockNumber: bigint;
  logIndex: number;
  blockTimestampSeconds: number;
  transactionHash: Hex;
  account: Address;
  liquidator: Liquidator;
}) {
  const { blockNumber, logIndex, transactionHash, account, liquidator } = row;
  return {
    ...{ blockNumber, logIndex, timestampSeconds: row.blockTimestampSeconds },
    ...{ transactionHash, account, liquidator },
  };
}

/** Amounts of a chain's tokens; of one that is not known, its raw units under its address. */
export function createAmountOf(
  chainId: number,
  tokens: ReadonlyMap<Address, TokenFacts>,
): (token: Address, amount: bigint) => LiquidatedAmount {
  return (token, amount) => ({
    asset: assetCaip19(chainId, token),
    ...(tokens.get(token) ?? { symbol: token, decimals: 0 }),
    amount,
  });
}

/** Rows of several tables as one page. */
export function mergePage<Row extends { blockNumber: bigint; logIndex: number }>(
  rows: readonly Row[],
  limit: number,
): Row[] {
  return [...rows]
    .sort((a, b) =>
      a.blockNumber === b.blockNumber
        ? b.logIndex - a.logIndex
        : a.blockNumber < b.blockNumber
          ? 1
          : -1,
    )
    .slice(0, limit);
}
