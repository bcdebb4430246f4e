import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveBook } from "../../src/api/book/create-live-book.ts";
import type { Clock } from "../../src/api/clock.ts";
import { createIndexListener } from "../../src/api/store/create-index-listener.ts";
import { addBlocks } from "../support/api/feed-facts.ts";
import {
  ALICE,
  type Api,
  blockTime,
  makeApi,
  makeHead,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA } from "../support/api/make-network.ts";
import { waitUntil } from "../support/wait-until.ts";

/* What the book says while it is on its way to a new block, and how it hears of one. */
const A = ALPHA.chainId;
const VIEW = `/v1/accounts/${ALICE}/collateral`;
const CHANNEL = "api_test_live_query";

let api: Api;
let head = 20;

beforeAll(async () => {
  api = await makeApi({ alpha: head, beta: 24 });
  api.world.markets = [
    vaultMarket({ chainId: A, account: ALICE, symbol: "WETH", amount: 1_000_000_000_000_000_000n }),
  ];
});
afterAll(() => api.close());

async function mine(): Promise<void> {
  head += 1;
  await addBlocks(api, A, { from: head, to: head });
}

const numberOf = (standing: Awaited<ReturnType<LiveBook["present"]>>) =>
  Number(standing?.vector.get(A)?.number);

const caughtUp = (book: LiveBook) =>
  waitUntil({
    what: "the book has seen the newest block",
    timeoutMilliseconds: 10_000,
    condition: async () => numberOf(await book.present({ isExact: true })) === head,
  });

/** A book whose snapshots wait for a gate. */
function gated(behindMilliseconds: number) {
  let open = Promise.resolve();
  let release = () => {};
  const book = api.freshBook(
    async (read) => {
      await open;
      return api.dependencies.withSnapshot(read);
    },
    { behindMilliseconds },
  );
  return {
    book,
    shut() {
      const gate = Promise.withResolvers<void>();
      open = gate.promise;
      release = gate.resolve;
    },
    open: () => release(),
  };
}

describe("while the book advances", () => {
  it("an answer stands where the book stands, and says so", async () => {
    const { book, shut, open } = gated(60_000);
    const app = api.appWith({ book });
    book.start();
    try {
      await caughtUp(book);
      expect((await api.get(VIEW, app)).body.blocks[0].number).toBe(head);
      shut();
      const { safe, finalized } = makeHead(A, head);
      await mine();
      // What the account has at final blocks is read once, and these stay.
      api.world.heads = new Map(api.world.heads).set(A, {
        ...{ ...makeHead(A, head), safe, finalized },
      });
      await sleep(100);
      const { body } = await api.get(VIEW, app);
      expect(body.blocks[0]).toMatchObject({ number: head - 1, lag: { blocks: 1 } });
      expect(numberOf(await book.newest())).toBe(head - 1);
      const exact = book.present({ isExact: true });
      open();
      expect(numberOf(await exact)).toBe(head);
      expect((await api.get(VIEW, app)).body.blocks[0]).toMatchObject({
        ...{ number: head, lag: { blocks: 0 } },
      });
    } finally {
      await book.close();
    }
  });

  it("but not for longer than it may", async () => {
    const { book, shut, open } = gated(80);
    book.start();
    try {
      await caughtUp(book);
      shut();
      await mine();
      await sleep(300);
      const asked = book.present();
      const first = await Promise.race([asked, sleep(100, "waiting" as const)]);
      expect(first).toBe("waiting");
      open();
      expect(numberOf(await asked)).toBe(head);
    } finally {
      await book.close();
    }
  });

  it("whoever limits the age gets the newest, where that alone is young enough", async () => {
    const { book, shut, open } = gated(60_000);
    const clock: Clock = { kind: "wall", nowSeconds: () => blockTime(A, head) };
    const app = api.appWith({ book, clock });
    book.start();
    try {
      await caughtUp(book);
      const { body } = await api.get(`${VIEW}?chains=eip155:${A}`, app);
      shut();
      for (let count = 0; count < 30; count++) await mine();
      const limited = `${VIEW}?chains=eip155:${A}&maxAgeSeconds=${body.ageSeconds}`;
      const answer = api.get(limited, app);
      setTimeout(open, 100);
      expect((await answer).body.blocks[0].number).toBe(head);
    } finally {
      await book.close();
    }
  });

  it("many who ask for the same share what is worked out", async () => {
    const { book } = gated(60_000);
    let snapshots = 0;
    const counting = api.freshBook(
      (read) => {
        snapshots += 1;
        return api.dependencies.withSnapshot(read);
      },
      { behindMilliseconds: 60_000 },
    );
    await book.close();
    counting.start();
    try {
      await caughtUp(counting);
      const app = api.appWith({ book: counting });
      const before = snapshots;
      const texts = await Promise.all(
        Array.from({ length: 30 }, async () => (await app.request(VIEW)).text()),
      );
      expect(new Set(texts).size).toBe(1);
      // The account's markets, and those at the final blocks.
      expect(snapshots - before).toBeLessThanOrEqual(2);
    } finally {
      await counting.close();
    }
  });
});

describe("the listener", () => {
  it("tells the book of a block at once, also after its connection broke", async () => {
    const failures: unknown[] = [];
    const book = api.freshBook(undefined, {
      pollMilliseconds: 600_000,
      listener: createIndexListener({
        ...{ connectionString: api.connectionString, schema: "api_test" },
        applicationName: "listener-test",
        onFailure: (error) => failures.push(error),
      }),
    });
    const advanced: number[] = [];
    let standing = 0;
    const end = book.onAdvance(() => advanced.push(++standing));
    const notify = () => api.database.db.execute(sql.raw(`NOTIFY ${CHANNEL}`));
    const told = (count: number) =>
      waitUntil({
        what: `the book has advanced ${count} times`,
        timeoutMilliseconds: 15_000,
        condition: async () => advanced.length >= count,
      });
    book.start();
    try {
      await told(1);
      await waitUntil({
        what: "the listener listens",
        timeoutMilliseconds: 15_000,
        condition: async () => {
          const { rows } = await api.database.db.execute(
            sql`SELECT 1 FROM pg_stat_activity WHERE application_name = 'listener-test' AND query LIKE 'LISTEN%' AND state = 'idle'`,
          );
          return rows.length === 1;
        },
      });
      await mine();
      await notify();
      await told(2);
      await api.database.db.execute(
        sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listener-test'`,
      );
      // What comes while nobody listens is seen when the connection is there again.
      await mine();
      await told(3);
      expect(failures).toHaveLength(1);
      end();
    } finally {
      await book.close();
    }
  }, 60_000);
});
