import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, type Json, makeApi } from "../support/api/make-api.ts";
import { requireDescribedBody } from "../support/api/require-described.ts";

const PATH = "/v1/prices/evaluate";
const T = 1_700_000_000;

let api: Api;
let example: Json;
let document: Json;
beforeAll(async () => {
  api = await makeApi({ alpha: 1, beta: 1 });
  document = (await api.get("/openapi.json")).body;
  example = document.components.schemas.EvaluateRequest.example;
});
afterAll(() => api.close());

async function post(body: unknown, raw?: string) {
  const response = await api.app.request(PATH, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: raw ?? JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) as Json };
}

const feed = (id: string) => ({ id, heartbeatSeconds: 3_600, decimals: 0 });
const said = (id: string, value: number, time: number) => ({ feed: id, value: `${value}`, time });

describe("evaluating a policy on a history", () => {
  it("answers the documented example by its own description", async () => {
    const { status, body } = await post(example);
    expect(status).toBe(200);
    requireDescribedBody(document, PATH, "post", 200, body);
    expect(body.steps[0]).toMatchObject({ at: 1_678_505_000, status: "ok", low: { decimal: "1" } });
    expect(body.steps[3]).toMatchObject({
      at: 1_678_505_375,
      status: "ok",
      flags: ["depeg"],
      mid: { decimal: "0.972" },
      feeds: [
        { id: "chainlink", price: { decimal: "0.9693" }, voted: true, reject: null },
        { id: "pyth", voted: true },
        { id: "redstone", voted: true },
      ],
    });
    expect(body.methodology.hash).toBe(api.dependencies.methodology.hash);
  });

  it("takes a policy and a last good price of the caller's, and shows the breaker at work", async () => {
    const { status, body } = await post({
      policy: {
        softSpreadBps: 100,
        hardSpreadBps: 200,
        maximumConfidenceBps: 100,
        lastGoodSeconds: 3_600,
        breaker: { jumpBps: 1_000, intervalSeconds: 12, boxSeconds: 600 },
      },
      feeds: ["a", "b", "c"].map(feed),
      observations: [...["a", "b", "c"].map((id) => said(id, 150, T)), said("b", 151, T + 12)],
      lastGood: { low: "100", mid: "100", high: "100", asOf: T - 60 },
      at: [T + 5],
    });
    expect(status).toBe(200);
    expect(
      body.steps
        .slice(0, 3)
        .map((step: Json) => [step.at - T, step.status, step.mid.decimal, step.flags]),
    ).toEqual([
      [0, "circuit_open", "100", ["jump"]],
      [5, "circuit_open", "100", ["jump"]],
      [12, "ok", "150", ["jump", "jump_confirmed"]],
    ]);
    expect(body.summary).toMatchObject({ breakerTrips: 1, jumpsConfirmed: 1 });
  });

  it("lists every problem of a bad request at once", async () => {
    const { status, body } = await post({
      policy: {
        softSpreadBps: 300,
        hardSpreadBps: 200,
        maximumConfidenceBps: -1,
        lastGoodSeconds: 60,
        breaker: { jumpBps: 1_000, intervalSeconds: 12, boxSeconds: 600 },
      },
      feeds: [feed("a"), feed("a"), { id: "b", heartbeatSeconds: 0, decimals: 8 }],
      observations: [
        { feed: "a", value: "1.5", time: T },
        said("nobody", 1, T),
        said("b", 1, T - 100),
      ],
      lastGood: { low: "1", mid: "one", high: "1", asOf: T - 10 },
      surprise: true,
    });
    expect([status, body.code]).toEqual([400, "invalid-request"]);
    expect(body.errors.map((one: Json) => one.pointer).sort()).toEqual([
      "body/feeds/1/id",
      "body/feeds/2/heartbeatSeconds",
      "body/lastGood/mid",
      "body/observations/0/value",
      "body/observations/1/feed",
      "body/observations/2",
      "body/policy/breaker/boxSeconds",
      "body/policy/maximumConfidenceBps",
      "body/policy/softSpreadBps",
      "body/surprise",
    ]);
  });

  it("names the policies that there are, and refuses what is too much", async () => {
    const unknown = await post({ ...example, policy: "reckless" });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ pointer: "body/policy" }] } });
    expect(unknown.body.detail).toContain("majors");
    const observations = Array.from({ length: 1_001 }, (_, index) => said("pyth", 1, T + index));
    expect((await post({ ...example, observations })).status).toBe(400);
    const huge = await post(null, JSON.stringify({ text: "x".repeat(600_000) }));
    expect(huge).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect((await post(null, "{")).status).toBe(400);
  });
});
