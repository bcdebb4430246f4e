import pg from "pg";
import pino from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { spawnChild } from "../../../bin/support/spawn-child.ts";
import { createContractReader } from "../../../src/api/chains/create-contract-reader.ts";
import { readMethodology } from "../../../src/api/methodology/read-methodology.ts";
import { createParitySampler } from "../../../src/api/parity/create-parity-sampler.ts";
import { migrateOffchainTables } from "../../../src/api/store/offchain-migrate.ts";
import { createParityStore } from "../../../src/api/store/offchain-parity.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../../src/api/store/offchain-tables.ts";
import { parityStream } from "../../../src/api/store/parity-tables.ts";
import { createFailureLog } from "../../../src/api/worker/failure-log.ts";
import { oracleAdapters } from "../../../src/oracles/adapters.ts";
import { protocolAdapters } from "../../../src/protocols/adapters.ts";
import type { IndexWorld } from "../../support/index-world.ts";

/*
 * Parity on the real indexer: nothing differs; then one row of the index is changed by hand, and the
 * sampler, the account's answer and the command each say so. The tests share one world.
 */
let world: IndexWorld;
let url: string;
let sample: () => Promise<void>;

async function get(path: string) {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(30_000) });
  expect(response.status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  return (await response.json()) as any;
}

/** Runs the command on the running index. */
async function runCommand(): Promise<{ code: number | null; output: string }> {
  const lines: string[] = [];
  const child = await spawnChild({
    name: "parity",
    script: "bin/parity.ts",
    arguments: ["--running", "--blocks", "4"],
    environment: {
      ...process.env,
      BALLAST_NETWORK: "devnet",
      BALLAST_DEVNET_MANIFEST: world.manifestPath,
      DATABASE_URL: world.connectionString,
      DATABASE_SCHEMA: world.schema,
    },
    onLine: (line) => lines.push(line),
  });
  const { code } = await child.exited;
  return { code, output: lines.join("\n") };
}

/** Nothing differs; then one row of the index is changed by hand. */
export function parity(open: () => { world: IndexWorld; url: string }): void {
  beforeAll(async () => {
    ({ world, url } = open());
    const { connectionString, network, database } = world;
    await migrateOffchainTables({ connectionString, schema: DEFAULT_OFFCHAIN_SCHEMA });
    const clients = new Map(network.chains.map(({ chainId }) => [chainId, world.client(chainId)]));
    const logger = pino({ level: "silent" });
    const sampler = createParitySampler({
      network,
      scope: {
        protocolAdapters,
        oracleAdapters,
        feeds: readMethodology(network).prices.flatMap(({ feeds }) => feeds),
        bridgedTokens: network.bridgedTokens,
      },
      contracts: createContractReader({ clients, batch: true }),
      client: world.client,
      withSnapshot: database.withSnapshot,
      store: createParityStore({
        db: database.db,
        schema: DEFAULT_OFFCHAIN_SCHEMA,
        stream: parityStream({ networkName: network.name, indexSchema: world.schema }),
      }),
      rankAccounts: async () => [],
      intervalSeconds: 15,
      seed: 5,
      accountsPerRound: 50,
      failures: createFailureLog(logger),
      logger,
    });
    sample = () => sampler.round(() => true);
  });

  describe("parity", () => {
    test("finds no difference, and says how much it compared", async () => {
      await sample();
      const { items, mismatches, sampler } = await get("/v1/parity");
      expect(mismatches).toEqual([]);
      expect(sampler.alive).toBe(true);
      const aave = items.find(
        (one: { chain: string; protocol: string }) =>
          one.chain === "eip155:31337" && one.protocol === "aave-v3",
      );
      expect(aave.comparisons).toBeGreaterThan(100);
      for (const one of items) {
        expect(one).toMatchObject({ mismatches: 0, unread: 0, largestDifference: null });
        expect(one.comparisons).toBeGreaterThan(0);
      }
      const { code, output } = await runCommand();
      expect([code, output]).toEqual([0, expect.stringContaining("0 mismatches")]);
    });

    test("shows a row that was changed by hand in the count, the answer and the command", async () => {
      const client = new pg.Client({
        connectionString: world.connectionString,
        options: `-c search_path=${world.schema}`,
      });
      await client.connect();
      // Where Ponder's triggers note what changed, in each of its sessions.
      await client.query("CREATE TEMP TABLE live_query_tables (table_name TEXT PRIMARY KEY)");
      const { rows } = await client.query(
        `UPDATE aave_v3_balance_version SET scaled_balance = scaled_balance + 5
       WHERE (chain_id, token, account, block_number) = (
         SELECT DISTINCT ON (token, account) chain_id, token, account, block_number
         FROM aave_v3_balance_version newest
         WHERE chain_id = 31337 AND scaled_balance > 0 AND block_number <= (
           SELECT max(number) - 3 FROM chain_block WHERE chain_id = 31337)
         AND NOT EXISTS (
           SELECT FROM aave_v3_balance_version later
           WHERE later.chain_id = newest.chain_id AND later.token = newest.token
           AND later.account = newest.account AND later.block_number > newest.block_number)
         ORDER BY token, account LIMIT 1)
       RETURNING account, scaled_balance::text AS indexed`,
      );
      await client.end();
      expect(rows).toHaveLength(1);
      const { account, indexed } = rows[0]!;
      const stated = (BigInt(indexed) - 5n).toString();
      await sample();

      const { items, mismatches } = await get("/v1/parity");
      const found = mismatches.find(
        (one: { account: string; what: string }) =>
          one.account === account && one.what.includes("scaledBalanceOf"),
      );
      expect(found).toMatchObject({
        chain: "eip155:31337",
        protocol: "aave-v3",
        marketId: "aave-v3:main",
        indexed,
        contract: stated,
        clearedAtBlock: null,
      });
      expect(items.some((one: { mismatches: number }) => one.mismatches > 0)).toBe(true);

      const view = await get(`/v1/accounts/eip155:31337:${account}/collateral`);
      expect(view.status).not.toBe("ok");
      const [cause] = view.causes.filter(
        ({ code }: { code: string }) => code === "parity-mismatch",
      );
      expect(cause).toMatchObject({ chain: "eip155:31337", marketId: "aave-v3:main" });
      expect(cause.detail).toContain(`at block ${found.block.number} is `);

      const { code, output } = await runCommand();
      expect(code).toBe(1);
      expect(output).toContain(account);
      expect(output).toContain(`is ${indexed} by the index and ${stated} by the contract`);
    });
  });
}
