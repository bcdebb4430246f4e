import { expect, it } from "vitest";
import { chainBlock } from "../../src/blocks/schema.ts";
import { aaveV3Balance } from "../../src/protocols/aave-v3/schema.ts";
import { createFakeDatabase } from "../support/fake-database.ts";
import { addressOf } from "../support/handler-harness.ts";

const row = {
  chainId: 1,
  token: addressOf(1),
  account: addressOf(2),
  scaledBalance: 3n,
  lastIndexRay: 4n,
};

it("refuses what Ponder's store would punish later", async () => {
  const { db } = createFakeDatabase();
  await expect(db.find(aaveV3Balance, { token: addressOf(1) })).rejects.toThrow("primary key");
  await expect(db.find(chainBlock, { chainId: 1, number: 1n, hash: "0x" })).rejects.toThrow(
    "primary key",
  );
  await expect(Promise.resolve(db.insert(aaveV3Balance).values(row))).rejects.toThrow(
    "conflict policy",
  );
  expect(() => db.insert(aaveV3Balance).values({ ...row, scaledBalance: 3 })).toThrow("number");
  expect(() => db.insert(aaveV3Balance).values({ ...row, account: "0xAB" })).toThrow("lower case");
  expect(() => db.insert(aaveV3Balance).values({ ...row, extra: 1 })).toThrow("not a column");
  await expect(
    db.update(aaveV3Balance, { chainId: 1, token: row.token, account: row.account }).set({}),
  ).rejects.toThrow("no row");
});

it("keeps copies, so that a row given out does not change what is stored", async () => {
  const { db, rows } = createFakeDatabase();
  const stored = await db.insert(aaveV3Balance).values(row).onConflictDoUpdate({});
  stored.scaledBalance = 99n;
  expect(rows(aaveV3Balance)[0]?.scaledBalance).toBe(3n);
});
