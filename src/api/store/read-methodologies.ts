import { and, asc, desc, eq, lte } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import { chainBlock } from "../../blocks/schema.ts";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { parseMethodology } from "../methodology/parse-methodology.ts";
import { type MethodologyVersion, versionAt } from "../methodology/version-at.ts";
import { createTableProbe } from "./create-table-probe.ts";
import { methodologyTables } from "./methodology-tables.ts";

/** A version as listed. */
export type ListedMethodology = MethodologyVersion & {
  version: string;
  activationChainId: number | null;
  registeredAt: Date;
};

export type MethodologyReader = {
  /**
   * The methodology in force at a vector, which is what is registered, whatever this release's own is:
   * so all releases that run beside each other answer alike. Before anything is registered, this
   * release's own.
   * @throws BallastError `methodology-unreadable`.
   */
  at(parameters: { facts: FactsReader; vector: BlockVector }): Promise<HashedMethodology>;
  /** A registered methodology, or this release's own; null where neither is meant. */
  byHash(hash: Hex): Promise<HashedMethodology | null>;
  /** All that is registered, newest first. */
  list(): Promise<ListedMethodology[]>;
};

const REMEMBERED_METHODOLOGIES = 16;

/** Reads the registered methodologies of a network in the snapshot of each answer. */
export function createMethodologyReader(parameters: {
  db: NodePgDatabase;
  schema: string;
  network: Pick<Network, "name" | "chains">;
  /** This release's own. */
  own: HashedMethodology;
  feedKinds: ReadonlySet<string>;
}): MethodologyReader {
  const { db, schema, network, own, feedKinds } = parameters;
  const { methodologyVersion: table } = methodologyTables(schema);
  const parsed = createBoundedMap<Hex, HashedMethodology>(REMEMBERED_METHODOLOGIES);
  const ofNetwork = eq(table.stream, network.name);
  const tableExists = createTableProbe(schema, "methodology_version");
  /** A snapshot sees the same versions for as long as it lasts, and an answer asks at many vectors. */
  const seen = new WeakMap<FactsReader, Promise<MethodologyVersion[]>>();
  const versionsIn = (facts: FactsReader): Promise<MethodologyVersion[]> => {
    const known = seen.get(facts);
    if (known !== undefined) return known;
    const reading = readVersions(facts);
    seen.set(facts, reading);
    return reading;
  };
  const readVersions = async (facts: FactsReader): Promise<MethodologyVersion[]> => {
    if (!(await tableExists(facts))) return [];
    return facts
      .select({
        sequence: table.sequence,
        hash: table.hash,
        activationBlockNumber: table.activationBlockNumber,
      })
      .from(table)
      .where(ofNetwork)
      .orderBy(asc(table.sequence));
  };
  const find = async (on: FactsReader, hash: Hex): Promise<HashedMethodology | null> => {
    if (hash === own.hash) return own;
    const known = parsed.get(hash);
    if (known !== undefined) return known;
    if (!(await tableExists(on))) return null;
    const [row] = await on
      .select({ text: table.canonicalText })
      .from(table)
      .where(and(ofNetwork, eq(table.hash, hash)))
      .limit(1);
    if (row === undefined) return null;
    const methodology = parseMethodology({ text: row.text, hash, feedKinds });
    parsed.set(hash, methodology);
    return methodology;
  };

  return {
    async at({ facts, vector }) {
      const versions = await versionsIn(facts);
      if (versions.length === 0) return own;
      const inForce = versionAt(versions, await referenceBlockNumber(facts, network, vector));
      if (inForce === null)
        throw new RangeError("The first version is in force from the beginning.");
      const methodology = await find(facts, inForce.hash);
      if (methodology === null) throw new RangeError(`The version ${inForce.hash} has no text.`);
      return methodology;
    },

    byHash: (hash) => find(db, hash),

    async list() {
      if (!(await tableExists(db))) return [];
      return db
        .select({
          sequence: table.sequence,
          hash: table.hash,
          version: table.version,
          activationChainId: table.activationChainId,
          activationBlockNumber: table.activationBlockNumber,
          registeredAt: table.registeredAt,
        })
        .from(table)
        .where(ofNetwork)
        .orderBy(desc(table.sequence));
    },
  };
}

/**
 * The block of the network's first chain, whose numbers activations name; for a vector without it, its
 * newest block at the time of the vector, and -1 before its first.
 */
async function referenceBlockNumber(
  facts: FactsReader,
  { chains }: Pick<Network, "chains">,
  vector: BlockVector,
): Promise<bigint> {
  const [first] = chains;
  if (first === undefined) throw new RangeError("A network has at least one chain.");
  const block = vector.get(first.chainId);
  if (block !== undefined) return block.number;
  if (vector.size === 0) return -1n;
  const [row] = await facts
    .select({ number: chainBlock.number })
    .from(chainBlock)
    .where(
      and(
        eq(chainBlock.chainId, first.chainId),
        lte(chainBlock.timestampSeconds, evaluationTimeSeconds(vector)),
      ),
    )
    .orderBy(desc(chainBlock.timestampSeconds), desc(chainBlock.number))
    .limit(1);
  return row?.number ?? -1n;
}
