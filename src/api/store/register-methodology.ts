import { desc, eq, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { methodologyText } from "../methodology/hash-methodology.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { methodologyTables } from "./methodology-tables.ts";
import { readIndexedHeads } from "./read-block-vector.ts";

/** Blocks of the first chain between the newest indexed one and the activation. */
const ACTIVATION_MARGIN_BLOCKS = 5n;

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
 * Call after migrating. Concurrent calls wait for each other.
 * @throws BallastError `methodology-activation` where the index passes the chosen block meanwhile:
 * nothing is registered then, and it can be tried again.
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
    await transaction.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`ballast-methodology:${schema}`}, 0))`,
    );
    const readHead = async () =>
      (await readIndexedHeads({ facts: transaction, chainIds: [first.chainId] })).get(first.chainId)
        ?.number ?? -1n;
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
    const activationBlockNumber =
      newest === undefined ? null : (await readHead()) + ACTIVATION_MARGIN_BLOCKS;
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
    if (activationBlockNumber !== null && (await readHead()) >= activationBlockNumber) {
      throw new BallastError(
        `The index reached block ${activationBlockNumber} of ${first.name} while the methodology ${methodology.version} was registered from there.`,
        { code: "methodology-activation", remedy: "It is tried again." },
      );
    }
    return { registered: true, activationBlockNumber };
  });
}
