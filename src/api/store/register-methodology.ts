import { desc, eq, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Network } from "../../../config/network.ts";
import { chainBlock } from "../../blocks/schema.ts";
import { methodologyText } from "../methodology/hash-methodology.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { methodologyTables } from "./methodology-tables.ts";
import { readIndexedHeads } from "./read-block-vector.ts";

/**
 * From the newest indexed block of the first chain to the activation. One block would do for this index,
 * whose blocks are held back meanwhile; the rest is for another release's index that is a little ahead.
 */
const ACTIVATION_MARGIN_BLOCKS = 5n;
const LOCK_TIMEOUT_MILLISECONDS = 2_000;

export type Registration = {
  registered: boolean;
  /** Null: in force from the beginning. */
  activationBlockNumber: bigint | null;
};

/**
 * Registers this release's methodology where it is not the newest one already: the first of an
 * installation from the beginning, a later one from a block that is not indexed yet, so that no answer
 * that anybody has got is of another methodology than the same answer later.
 *
 * Call after migrating. Concurrent calls wait for each other, and new blocks of the index wait for the
 * commit, some milliseconds (a lock on the table of blocks that lets readers pass).
 * @throws the database's error where the lock is not to be had in time: nothing is registered then.
 */
export async function registerMethodology(parameters: {
  db: NodePgDatabase;
  schema: string;
  network: Pick<Network, "name" | "chains">;
  methodology: HashedMethodology;
  now: Date;
}): Promise<Registration> {
  const { db, schema, network, methodology, now } = parameters;
  const { methodologyVersion: table } = methodologyTables(schema);
  const [first] = network.chains;
  if (first === undefined) throw new RangeError("A network has at least one chain.");
  return db.transaction(async (transaction) => {
    await transaction.execute(sql.raw(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MILLISECONDS}`));
    await transaction.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`ballast-methodology:${schema}`}, 0))`,
    );
    const [newest] = await transaction
      .select({
        sequence: table.sequence,
        hash: table.hash,
        activationBlockNumber: table.activationBlockNumber,
      })
      .from(table)
      .where(eq(table.stream, network.name))
      .orderBy(desc(table.sequence))
      .limit(1);
    if (newest?.hash === methodology.hash) {
      return { registered: false, activationBlockNumber: newest.activationBlockNumber };
    }
    await transaction.execute(sql`LOCK TABLE ${chainBlock} IN SHARE MODE`);
    const heads = await readIndexedHeads({ facts: transaction, chainIds: [first.chainId] });
    const head = heads.get(first.chainId)?.number ?? -1n;
    const activationBlockNumber = newest === undefined ? null : head + ACTIVATION_MARGIN_BLOCKS;
    await transaction.insert(table).values({
      stream: network.name,
      sequence: (newest?.sequence ?? 0) + 1,
      hash: methodology.hash,
      canonicalText: methodologyText(methodology),
      version: methodology.version,
      activationChainId: activationBlockNumber === null ? null : first.chainId,
      activationBlockNumber,
      registeredAt: now,
    });
    return { registered: true, activationBlockNumber };
  });
}
