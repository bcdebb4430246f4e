import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "../../ponder.schema.ts";
import { createDatabase, type Database } from "../../src/api/store/create-database.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import { createIndexTables } from "./create-index-tables.ts";
import { createTestDatabase } from "./create-test-database.ts";
import { timeOfBlock } from "./handler-harness.ts";

export const TEST_CHAIN_ID = 31_337;

/** An empty index on a scratch database: blocks 1 to `head` of one chain, for tests that add facts by hand. */
export async function openIndexTables({
  head,
}: {
  head: number;
}): Promise<Database & { close(): Promise<void> }> {
  const scratch = await createTestDatabase();
  await createIndexTables({
    connectionString: scratch.connectionString,
    schema: "facts",
    tables: Object.values(schema).filter((one) => is(one, PgTable)),
    ready: true,
  });
  const database = createDatabase({
    connectionString: scratch.connectionString,
    schema: "facts",
    maximumConnections: 2,
  });
  await database.db.insert(chainBlock).values(
    Array.from({ length: head }, (_, index) => ({
      ...testBlock(index + 1),
      parentHash: testBlock(index).hash,
    })),
  );
  return {
    ...database,
    async close() {
      await database.close();
      await scratch.drop();
    },
  };
}

/** A block of the test chain. */
export function testBlock(number: number) {
  return {
    chainId: TEST_CHAIN_ID,
    number: BigInt(number),
    hash: `0x${number.toString(16).padStart(64, "0")}` as const,
    timestampSeconds: timeOfBlock(number),
  };
}
