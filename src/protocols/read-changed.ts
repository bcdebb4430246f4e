import { and, eq, gt, lte, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Address } from "viem";
import type { FactsPlace } from "./holdings-reader.ts";

/** Versions of what belongs to an address: one row for each block that changed it. */
type VersionTable = PgTable & { chainId: PgColumn; blockNumber: PgColumn };

/** The addresses in a column of a version table's rows of the blocks after `afterBlock`, up to the block. */
export async function readChanged(
  { facts, block, afterBlock }: Pick<FactsPlace, "facts" | "block"> & { afterBlock: bigint },
  { table, address, condition }: { table: VersionTable; address: PgColumn; condition?: SQL },
): Promise<Address[]> {
  const rows = await facts
    .selectDistinct({ address })
    .from(table)
    .where(
      and(
        eq(table.chainId, block.chainId),
        gt(table.blockNumber, afterBlock),
        lte(table.blockNumber, block.number),
        condition,
      ),
    );
  return rows.map((row) => row.address as Address);
}
