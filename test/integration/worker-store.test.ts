import { readFileSync } from "node:fs";
import pg from "pg";
import type { Address } from "viem";
import { hexToBytes } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAttestation } from "../../src/api/attestation/build-attestation.ts";
import { hashLeaf, verifyMerkleProof } from "../../src/api/attestation/merkle-tree.ts";
import { createDatabase, type Database } from "../../src/api/store/create-database.ts";
import { createAttestationStore } from "../../src/api/store/offchain-attestations.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { offchainTables } from "../../src/api/store/offchain-tables.ts";
import { createAttestationReader } from "../../src/api/store/read-attestations.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { makeAccountValue } from "../support/worker/make-account-value.ts";

const schema = "some_offchain";
const stream = "devnet/10002/0xe1";
const vector = new Map([
  [
    7,
    {
      chainId: 7,
      number: 9n,
      hash: `0x${"09".repeat(32)}` as const,
      timestampSeconds: 1_700_000_000,
    },
  ],
]);

describe("the offchain tables", () => {
  let scratch: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    scratch = await createTestDatabase();
    database = createDatabase({
      connectionString: scratch.connectionString,
      schema: "nothing_here",
      maximumConnections: 4,
    });
  });
  afterAll(async () => {
    await database?.close();
    await scratch?.drop();
  });

  const addressOf = (index: number): Address =>
    `0x${(index * 7 + 1).toString(16).padStart(40, "0")}`;
  const attestationOf = (epoch: bigint, accounts: number) =>
    buildAttestation({
      epoch,
      configHash: `0x${"cf".repeat(32)}`,
      vector,
      wormholeChainIds: new Map([[7, 10_002]]),
      accounts: Array.from({ length: accounts }, (_, index) =>
        makeAccountValue({
          address: addressOf(index),
          vector,
          holdings: [{ chainId: 7, collateralWad: BigInt(index) * 10n ** 18n }],
        }),
      ),
      isContract: () => false,
      validitySeconds: 600,
      simulated: true,
      status: "finalized",
    });
  const storeOf = (name: string) =>
    createAttestationStore({ db: database.db, tables: offchainTables(schema), stream: name });
  const readerOf = (name: string) =>
    createAttestationReader({ db: database.db, stream: name, schema });
  const insert = (name: string, epoch: bigint, accounts: number, computedAt = new Date()) =>
    storeOf(name).insert({
      attestation: attestationOf(epoch, accounts),
      vector,
      computedAt,
      targets: [{ chainId: 8, receiver: `0x${"5e".repeat(20)}` }],
    });

  test("hold nothing before they exist", async () => {
    expect(await readerOf(stream).latest()).toBeNull();
    expect(await readerOf(stream).byEpoch(1n)).toBeNull();
    expect(await readerOf(stream).accounts({ epoch: 1n, address: addressOf(0) })).toBeNull();
  });

  test("are made once, however many ask for them", async () => {
    const { connectionString } = scratch;
    await Promise.all(
      Array.from({ length: 5 }, () => migrateOffchainTables({ connectionString, schema })),
    );
    await migrateOffchainTables({ connectionString, schema });
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${schema}.migration`);
    await client.end();
    const { entries } = JSON.parse(
      readFileSync(
        new URL("../../src/api/store/offchain-migrations/meta/_journal.json", import.meta.url),
        "utf8",
      ),
    ) as { entries: readonly unknown[] };
    expect(rows).toEqual([{ count: entries.length }]);
  });

  test("prove every one of many accounts", async () => {
    const accounts = 5_001;
    await insert(stream, 1n, accounts);
    const { root } = (await readerOf(stream).byEpoch(1n))!;
    expect(root).toMatchObject({ leafCount: accounts, chains: [{ wormholeChainId: 10_002 }] });
    for (const index of [0, 1, 2_000, 4_095, 4_096, 5_000]) {
      const lines = (await readerOf(stream).accounts({ epoch: 1n, address: addressOf(index) }))!;
      expect(lines).toHaveLength(1);
      const { leafBytes, leafIndex, proof, leaf } = lines[0]!;
      expect(leaf.value).toBe(BigInt(index) * 10n ** 8n);
      expect(
        verifyMerkleProof({
          root: hexToBytes(root.root),
          leafCount: root.leafCount,
          index: leafIndex,
          leaf: hexToBytes(leafBytes),
          proof: proof.map((hash) => hexToBytes(hash)),
        }),
      ).toBe(true);
    }
  });

  test("hold one account without any proof, and keep streams apart", async () => {
    await insert("other", 1n, 1);
    const [line] = (await readerOf("other").accounts({ epoch: 1n, address: addressOf(0) }))!;
    const { root } = (await readerOf("other").latest())!;
    expect(line?.proof).toEqual([]);
    expect(hashLeaf(hexToBytes(line!.leafBytes))).toEqual(hexToBytes(root.root));
    expect((await readerOf(stream).latest())?.root.leafCount).toBe(5_001);
  });

  test("refuse an epoch that is stored already, and keep nothing of the second try", async () => {
    await expect(insert("other", 1n, 3)).rejects.toMatchObject({ code: "23505" });
    expect((await readerOf("other").byEpoch(1n))?.root.leafCount).toBe(1);
  });

  test("forget old lines, but not the attestation, and never the newest one's", async () => {
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    await insert("old", 1n, 2, days(40));
    await insert("old", 2n, 2, days(20));
    await insert("old", 3n, 2, days(1));
    const address = addressOf(1);
    const linesOf = (epoch: bigint) => readerOf("old").accounts({ epoch, address });
    await storeOf("old").pruneLeaves(days(30));
    expect(await linesOf(1n)).toBeNull();
    expect((await readerOf("old").byEpoch(1n))?.root.leafCount).toBe(2);
    expect(await linesOf(2n)).toHaveLength(1);
    await storeOf("old").pruneLeaves(new Date());
    expect(await linesOf(2n)).toBeNull();
    expect(await linesOf(3n)).toHaveLength(1);
    await storeOf("nobody").pruneLeaves(new Date());
  });
});
