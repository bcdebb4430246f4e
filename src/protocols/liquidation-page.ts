import { and, type Column, desc, eq, gte, lt, lte, or, type SQL } from "drizzle-orm";
import type { Address } from "viem";
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

/** Which rows of a table belong to a page; whose they are is the caller's affair. */
export function pageCondition(
  table: LoggedColumns,
  { block }: Pick<ReadPlace, "block">,
  { fromSeconds, toSeconds, before }: LiquidationPage,
): SQL | undefined {
  return and(
    eq(table.chainId, block.chainId),
    lte(table.blockNumber, block.number),
    gte(table.blockTimestampSeconds, fromSeconds),
    lte(table.blockTimestampSeconds, toSeconds),
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
