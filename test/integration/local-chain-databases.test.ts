import { afterEach, beforeEach, expect, test } from "vitest";
import { requireSameChains } from "../../bin/support/require-same-chains.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test("a database serves one run of the local chains, again and again, and no other", async () => {
  const { connectionString } = database;
  await Promise.all(
    [1, 2, 3].map(() => requireSameChains({ connectionString, identity: "first" })),
  );
  await requireSameChains({ connectionString, identity: "first" });
  await expect(requireSameChains({ connectionString, identity: "second" })).rejects.toThrow(
    /^The database "ballast_test_[0-9a-f]+" holds an index of an earlier run of the local chains\. Give DATABASE_URL a new database/,
  );
  await requireSameChains({ connectionString, identity: "first" });
});
