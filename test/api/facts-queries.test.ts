import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/api/app.ts";
import { factsQueryRoutes } from "../../src/api/routes/facts-queries.ts";
import { type Api, makeApi } from "../support/api/make-api.ts";

let api: Api;
let app: OpenAPIHono;
/** What Ponder's handlers were asked. */
let asked: string[];
/** What Ponder's SQL answers. */
let sqlAnswer: () => Response | Promise<Response>;

const graphql: MiddlewareHandler = async (context) => {
  asked.push(`graphql ${context.req.method} ${await context.req.raw.text()}`);
  return context.json({ data: {} });
};
const sql: MiddlewareHandler = async (context) => {
  asked.push(`sql ${context.req.path}`);
  return sqlAnswer();
};

beforeAll(async () => {
  api = await makeApi({ alpha: 1, beta: 1 });
  app = createApp(api.dependencies, (ballast) => factsQueryRoutes(ballast, { graphql, sql }));
});
afterAll(() => api.close());

const queryOf = (statement: unknown) =>
  `sql=${encodeURIComponent(JSON.stringify({ json: { sql: statement, params: [] } }))}`;

describe("SQL", () => {
  beforeAll(() => {
    asked = [];
    sqlAnswer = () => Response.json({ rows: [] });
  });

  it("is Ponder's where it is a query", async () => {
    const response = await app.request(`/sql/db?${queryOf("SELECT 1")}`);
    expect([response.status, await response.json()]).toEqual([200, { rows: [] }]);
  });

  it.each([
    ["/sql/db", 400, "invalid-request"],
    ["/sql/db?sql=nothing", 400, "invalid-request"],
    [`/sql/db?${queryOf(1)}`, 400, "invalid-request"],
    [`/sql/live?${queryOf(null)}`, 400, "invalid-request"],
    [`/sql/db?${queryOf(`SELECT '${"a".repeat(5_000)}'`)}`, 400, "sql-refused"],
    ["/sql/other", 404, "not-found"],
  ])("does not reach Ponder at %s", async (path, status, code) => {
    asked = [];
    const response = await app.request(path);
    expect(await response.json()).toMatchObject({ status, code });
    expect(asked).toEqual([]);
  });

  it("is refused as a problem of the caller, or of the database", async () => {
    const answers: [Response, number, string][] = [
      [new Response("InsertStmt not supported", { status: 500 }), 400, "sql-refused"],
      [
        new Response("canceling statement due to statement timeout", { status: 500 }),
        503,
        "query-failed",
      ],
      [new Response("Live queries are not available", { status: 503 }), 503, "query-failed"],
    ];
    for (const [answer, status, code] of answers) {
      sqlAnswer = () => answer.clone();
      const response = await app.request(`/sql/db?${queryOf("SELECT 1")}`);
      expect(await response.json()).toMatchObject({ status, code });
    }
  });

  it("asks Ponder for a live query only once the query itself has been answered", async () => {
    asked = [];
    sqlAnswer = () => new Response("Invalid query", { status: 500 });
    const response = await app.request(`/sql/live?${queryOf("DROP TABLE a")}`);
    expect(await response.json()).toMatchObject({ status: 400, code: "sql-refused" });
    expect(asked).toEqual(["sql /sql/db"]);
    sqlAnswer = () => Response.json({ rows: [] });
    asked = [];
    const head = await app.request(`/sql/live?${queryOf("SELECT 1")}`, { method: "HEAD" });
    expect([head.status, asked]).toEqual([200, ["sql /sql/db"]]);
    await app.request(`/sql/live?${queryOf("SELECT 1")}`);
    expect(asked.at(-1)).toBe("sql /sql/live");
  });

  it("is not asked by more than four at once", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    sqlAnswer = async () => {
      await promise;
      return Response.json({ rows: [] });
    };
    const path = `/sql/db?${queryOf("SELECT 1")}`;
    const waiting = Array.from({ length: 4 }, () => app.request(path));
    const refused = await app.request(path);
    expect(await refused.json()).toMatchObject({ status: 503, code: "too-many-readers" });
    expect(refused.headers.get("retry-after")).toBe("2");
    resolve();
    for (const response of await Promise.all(waiting)) expect(response.status).toBe(200);
    expect((await app.request(path)).status).toBe(200);
  });
});

describe("GraphQL", () => {
  const post = (body: string, type = "application/json") =>
    app.request("/graphql", { method: "POST", body, headers: { "Content-Type": type } });

  it("gets what was sent", async () => {
    asked = [];
    expect((await post('{"query":"{ a }"}')).status).toBe(200);
    expect(asked).toEqual(['graphql POST {"query":"{ a }"}']);
  });

  it.each([
    ["{", "application/json", 400, "malformed-json"],
    ["query=%7Ba%7D", "application/x-www-form-urlencoded", 415, "unsupported-media-type"],
    [JSON.stringify({ query: "a".repeat(70_000) }), "application/json", 413, "too-large"],
  ])("does not get %.20s as %s", async (body, type, status, code) => {
    asked = [];
    const response = await post(body, type);
    expect(await response.json()).toMatchObject({ status, code });
    expect(asked).toEqual([]);
  });

  it("answers HEAD as its page would be, and other methods with what it allows", async () => {
    asked = [];
    const head = await app.request("/graphql", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=UTF-8",
    ]);
    const put = await app.request("/graphql", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
    expect(asked).toEqual([]);
  });
});
