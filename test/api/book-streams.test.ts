import type { Address } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccountStream } from "../../src/api/stream/create-account-stream.ts";
import { createAtRiskStream } from "../../src/api/stream/create-at-risk-stream.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { addBlocks, removeBlocks } from "../support/api/feed-facts.ts";
import { type Listening, listen } from "../support/api/listen.ts";
import { ALICE, type Api, makeApi } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { type EventStream, openEventStream } from "../support/api/open-event-stream.ts";

const account = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
let api: Api;
let listening: Listening;
let head = 5;
const open: EventStream[] = [];

const at = (who: Address, thousandths: bigint): AccountMarket => ({
  ...{ account: who, chainId: ALPHA.chainId, protocol: "test", marketId: "test:main" },
  ...{ positions: [], causes: [] },
  health: {
    ...{ baseUnitDecimals: 8, availableBorrowsBase: 0n },
    totalCollateralBase: thousandths * 10n ** 6n,
    totalDebtBase: 10n ** 9n,
    ...{ currentLiquidationThresholdBps: 8_000n, ltvBps: 7_500n },
    healthFactorWad: thousandths * 10n ** 15n,
    liquidatable: thousandths < 1_000n,
  },
});

async function mine(...markets: AccountMarket[]) {
  head += 1;
  api.world.markets = markets;
  for (const { chainId } of [ALPHA, BETA]) await addBlocks(api, chainId, { from: head, to: head });
}

async function read(path: string, headers: Record<string, string> = {}, on = listening) {
  const one = await openEventStream(`${on.url}${path}`, { headers });
  open.push(one);
  return one;
}
const counted = (one: EventStream, count: number) =>
  one.waitFor(`event ${count}`, ({ events }) => events.length >= count);
// biome-ignore lint/suspicious/noExplicitAny: data of any shape.
const numbersOf = (items: any[]) => items.map((one) => Number(BigInt(one.account)));

beforeAll(async () => {
  api = await makeApi({ alpha: head, beta: head });
  api.world.markets = [at(account(1), 950n), at(account(2), 1_050n), at(account(3), 1_500n)];
  listening = await listen(api.app);
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(async () => {
  await listening.close();
  await api.close();
});

/** The app as another replica has it. */
async function replica(): Promise<Listening & { end(): Promise<void> }> {
  const parts = { ...api.dependencies, book: api.freshBook() };
  const [atRiskStream, accountStream] = [createAtRiskStream(parts), createAccountStream(parts)];
  const on = await listen(api.appWith({ book: parts.book, atRiskStream, accountStream }));
  return {
    ...on,
    async end() {
      await atRiskStream.close();
      await accountStream.close();
      await on.close();
      await parts.book.close();
    },
  };
}

describe("the stream of who is at risk", () => {
  it("tells the list, then who came, went and has other figures, and resumes at any replica", async () => {
    const one = await read("/v1/at-risk/stream");
    await counted(one, 1);
    expect(one.events[0]).toMatchObject({ event: "reset", data: { reason: "start" } });
    const { body } = await api.get("/v1/at-risk");
    expect(one.events[0]!.data.items).toEqual(body.items);
    expect(numbersOf(body.items)).toEqual([1, 2]);

    await mine(at(account(1), 940n), at(account(2), 1_050n), at(account(3), 1_020n));
    await counted(one, 2);
    expect(one.events[1]).toMatchObject({ event: "at-risk", data: { gone: [] } });
    expect(numbersOf(one.events[1]!.data.items)).toEqual([1, 3]);
    await mine(at(account(1), 940n), at(account(2), 1_200n), at(account(3), 1_020n));
    await counted(one, 3);
    expect(one.events[2]!.data).toMatchObject({
      items: [],
      gone: [{ account: account(2), chain: `eip155:${ALPHA.chainId}`, marketId: "test:main" }],
    });
    const { id } = one.events[0]!;
    // The fakes know no past: what the first event told is not what they say of its vector now.
    const other = await replica();
    const again = await read("/v1/at-risk/stream", { "Last-Event-ID": one.events[2]!.id }, other);
    await counted(again, 1);
    expect(again.events[0]).toMatchObject({ event: "vector", id: one.events[2]!.id });
    await mine(at(account(1), 930n), at(account(2), 1_200n), at(account(3), 1_020n));
    await counted(again, 2);
    await counted(one, 4);
    expect(again.events[1]).toEqual(one.events[3]);
    expect(numbersOf(again.events[1]!.data.items)).toEqual([1]);
    await other.end();
    expect(id).not.toBe(one.events[3]!.id);
  });

  it("tells everything anew after a reorg, by which vector is no more", async () => {
    const one = await read("/v1/at-risk/stream?liquidatable=true");
    await counted(one, 1);
    const { id } = one.events[0]!;
    await api.database.db.transaction(async () => {
      await removeBlocks(api, ALPHA.chainId, head);
      api.world.markets = [at(account(9), 900n)];
      await addBlocks(api, ALPHA.chainId, { from: head, to: head, fork: 1 });
    });
    await one.waitFor("told", ({ events }) =>
      events.some(
        ({ event }) => event === "reset" && events[0]!.event === "reset" && events.length > 1,
      ),
    );
    const resets = one.events.slice(1);
    expect(resets[0]).toMatchObject({
      event: "reset",
      data: { reason: "reorganised", superseded: id },
    });
    await one.waitFor("who is at risk now", ({ events }) =>
      numbersOf(events.at(-1)!.data.items ?? []).includes(9),
    );
    const late = await read("/v1/at-risk/stream", { "Last-Event-ID": id });
    await counted(late, 1);
    expect(late.events[0]).toMatchObject({ event: "reset", data: { reason: "reorganised" } });
  });

  it("refuses a filter that is none", async () => {
    const { status, body } = await api.get("/v1/at-risk/stream?protocol=none");
    expect([status, body.code]).toEqual([400, "unknown-protocol"]);
  });
});

describe("the stream of an account", () => {
  it("tells its state, and again whenever it is another", async () => {
    await mine(at(ALICE, 1_300n));
    const path = `/v1/accounts/${ALICE}`;
    const one = await read(`${path}/stream`);
    await counted(one, 1);
    const { body } = await api.get(`${path}/collateral`);
    const { data, event } = one.events[0]!;
    expect(event).toBe("reset");
    for (const member of ["status", "causes", "totals", "markets", "at", "methodology"]) {
      expect([member, data[member]]).toEqual([member, body[member]]);
    }
    await mine(at(ALICE, 1_300n), at(account(4), 1_000n));
    await mine(at(ALICE, 1_250n), at(account(4), 1_000n));
    await counted(one, 2);
    expect(one.events[1]!.event).toBe("account");
    expect(one.events[1]!.data.markets[0].health.healthFactor.decimal).toBe("1.25");
    expect(one.events).toHaveLength(2);
    const resumed = await read(`${path}/stream`, { "Last-Event-ID": one.events[1]!.id });
    await counted(resumed, 1);
    expect(resumed.events[0]).toMatchObject({ event: "vector" });
  });

  it("is refused for a contract's plain address, as its collateral is", async () => {
    api.world.contracts.add(`${ALPHA.chainId}:${ALICE}`);
    const { status, body } = await api.get(`/v1/accounts/${ALICE}/stream`);
    expect([status, body.code]).toEqual([409, "ambiguous-account"]);
    api.world.contracts.clear();
  });
});
