import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wallClock } from "../../src/api/clock.ts";
import {
  ALICE,
  type Api,
  blockHash,
  blockTime,
  makeApi,
  makeHead,
  observation,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const VIEW = `/v1/accounts/${ALICE}/collateral`;
const A = ALPHA.chainId;
const B = BETA.chainId;
const AT = `eip155:${A}:18,eip155:${B}:20`;
const PAST = [VIEW, "/v1/prices", "/v1/feeds", "/v1/insurance-funds"];

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 20, beta: 24 });
  api.world.heads = new Map([
    [A, makeHead(A, 20)],
    [B, makeHead(B, 24)],
  ]);
  api.world.markets = [
    vaultMarket({ chainId: A, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(id, observation(id, A, 200_000_000_000n));
  }
});
afterAll(() => api.close());

const text = async (path: string, app = api.app) => (await app.request(path)).text();

describe("an answer about the past", () => {
  it("is the same, byte for byte, whatever the clock and the nodes say later", async () => {
    for (const path of PAST) {
      const url = `${path}?at=${AT}`;
      const first = await text(url);
      api.world.heads.set(A, makeHead(A, 900));
      api.world.heads.set(B, null);
      expect(await text(url, api.appWith({ clock: wallClock }))).toBe(first);
      expect(await text(url, api.freshApp())).toBe(first);
      api.world.heads.set(A, makeHead(A, 20));
      api.world.heads.set(B, makeHead(B, 24));
    }
  });

  it("names its blocks so that asking again repeats it", async () => {
    for (const path of PAST) {
      const first = await text(`${path}?at=${AT}`);
      const { at } = JSON.parse(first);
      expect(at).toMatch(new RegExp(`^${AT}~[0-9a-f]{16}$`));
      expect(await text(`${path}?at=${at}`)).toBe(first);
    }
  });

  it("says where a reorg has superseded it, and what is there now", async () => {
    const { at } = (await api.get(`${VIEW}?at=${AT}`)).body;
    const orphaned = at.replace(/~.*/, "~0123456789abcdef");
    for (const path of PAST) {
      const { status, body } = await api.get(`${path}?at=${orphaned}`);
      expect(status).toBe(410);
      expect(body).toMatchObject({ code: "superseded", asked: "0123456789abcdef", at });
    }
  });

  it("refuses a digest that is none", async () => {
    const { status, body } = await api.get(`${VIEW}?at=${AT}~xyz`);
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe("query/at");
  });
});

describe("an answer at final blocks", () => {
  const finalHead = (chainId: number, latest: number, final: number) => ({
    ...makeHead(chainId, latest),
    finalized: {
      number: BigInt(final),
      hash: blockHash(chainId, final),
      timestampSeconds: blockTime(chainId, final),
    },
  });

  it("stands at the newest that each node calls final", async () => {
    api.world.heads.set(A, finalHead(A, 20, 15));
    api.world.heads.set(B, finalHead(B, 24, 11));
    const { status, body } = await api.get(`${VIEW}?finality=finalized`);
    expect(status).toBe(200);
    expect(body.blocks).toMatchObject([
      { number: 15, finality: "finalized" },
      { number: 11, finality: "finalized" },
    ]);
    expect(body.clock).not.toBeNull();
  });

  it("stands at the newest that is indexed, where the index is behind what is final", async () => {
    api.world.heads.set(A, finalHead(A, 40, 35));
    api.world.heads.set(B, finalHead(B, 24, 11));
    const silent = await api.get(`${VIEW}?finality=finalized`);
    expect(silent.body).toMatchObject({ code: "finality-unknown", chains: [`eip155:${A}`] });
    // The index stopped at a block that is not part of its chain any more.
    api.world.hashes.set(`${A}:20`, blockHash(A, 19));
    const orphan = await api.get(`${VIEW}?finality=finalized`);
    expect([orphan.status, orphan.body.code]).toEqual([503, "reorganising"]);
    api.world.hashes.set(`${A}:20`, blockHash(A, 20));
    const { status, body } = await api.get(`${VIEW}?finality=finalized`);
    expect(status).toBe(200);
    expect(body.blocks).toMatchObject([
      { number: 20, finality: "finalized", lag: { blocks: 20 } },
      { number: 11, finality: "finalized" },
    ]);
    const old = await api.get(`${VIEW}?finality=finalized&maxAgeSeconds=1`);
    expect(old.body).toMatchObject({ code: "too-old", status: 503 });
  });

  it("is refused where the index has another block than the final one", async () => {
    const head = finalHead(A, 20, 15);
    api.world.heads.set(A, { ...head, finalized: { ...head.finalized, hash: blockHash(A, 14) } });
    const { status, body } = await api.get(`${VIEW}?finality=finalized`);
    expect([status, body.code]).toEqual([503, "reorganising"]);
  });

  it("is refused where a node does not say, and together with at", async () => {
    api.world.heads.set(A, { ...makeHead(A, 20), finalized: null });
    const { status, body } = await api.get(`${VIEW}?finality=finalized`);
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: "finality-unknown", chains: [`eip155:${A}`] });
    const both = await api.get(`${VIEW}?finality=finalized&at=${AT}`);
    expect(both.body).toMatchObject({ code: "conflicting-parameters", status: 400 });
  });
});

describe("the bounds of a value", () => {
  it("show what makes them wide, and refuse what is wider than asked for", async () => {
    api.world.heads.set(A, makeHead(A, 20));
    api.world.heads.set(B, makeHead(B, 24));
    const { body } = await api.get(VIEW);
    const { unified, net } = body.bounds;
    const sources = ["dispersion", "confidence", "age", "lag", "finality", "in-flight"];
    expect(unified.shares.map(({ source }: { source: string }) => source)).toEqual(sources);
    for (const { lower, upper, shares } of [unified, net]) {
      const widths = shares.map(({ width }: { width: { raw: string } | null }) => width?.raw ?? 0);
      const sum = widths.reduce((total: bigint, raw: string) => total + BigInt(raw), 0n);
      expect(BigInt(upper.raw) - BigInt(lower.raw)).toBe(sum);
    }
    expect(unified.widthBps).toBeGreaterThan(0);
    const wide = await api.get(`${VIEW}?maxWidthBps=${unified.widthBps}`);
    expect(wide.status).toBe(200);
    const narrow = await api.get(`${VIEW}?maxWidthBps=${unified.widthBps - 1}`);
    expect(narrow.status).toBe(503);
    expect(narrow.body).toMatchObject({ code: "too-wide", widthBps: unified.widthBps });
    expect(narrow.body.shares).toEqual(unified.shares);
  });
});
