import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { behindOneRoute } from "../../src/api/behind-one-route.ts";
import { listen } from "../support/api/listen.ts";
import { type Api, makeApi } from "../support/api/make-api.ts";

/* The app as Ponder's server has it: behind what that server puts before every app. */
let api: Api;
const measured: string[][] = [];

/** What `ponder`'s server does for every request (ponder/dist/esm/server/index.js). */
const behindPonder = (app: Parameters<typeof behindOneRoute>[0]) =>
  new Hono()
    .use(
      createMiddleware(async (context, next) => {
        await next();
        measured.push(
          context.req.matchedRoutes.filter(({ path }) => path !== "/*").map(({ path }) => path),
        );
      }),
    )
    .use(cors({ origin: "*", maxAge: 86_400 }))
    .route("/", behindOneRoute(app));

beforeAll(async () => {
  api = await makeApi({ alpha: 20, beta: 24 });
});
afterAll(() => api.close());

describe("behind Ponder's server", () => {
  it("answers as by itself, headers and all, and is measured by nobody else", async () => {
    const server = await listen(behindPonder(api.app));
    const alone = await listen(api.app);
    measured.length = 0;
    const ask = async (url: string, path: string, init: RequestInit) => {
      const response = await fetch(url + path, { redirect: "manual", ...init });
      const headers = Object.fromEntries(response.headers);
      for (const name of ["date", "x-request-id"]) delete headers[name];
      const text = (await response.text()).replaceAll(/"requestId":"[^"]*"/g, "");
      return { status: response.status, headers, text };
    };
    const requests: [string, RequestInit][] = [
      ["/v1/chains", {}],
      ["/v1/chains", { method: "HEAD" }],
      ["/v1/chains", { method: "DELETE" }],
      ["/v1/chains/", {}],
      ["/v1/nothing", {}],
      ["/v1/feeds?limit=gold", {}],
      ["/openapi.json", { headers: { "Accept-Encoding": "gzip" } }],
      ["/docs", {}],
      [
        "/v1/prices/evaluate",
        { method: "POST", body: "{", headers: { "Content-Type": "application/json" } },
      ],
    ];
    for (const [path, init] of requests) {
      const expected = await ask(alone.url, path, init);
      expect([path, init, await ask(server.url, path, init)]).toEqual([path, init, expected]);
    }
    expect(measured).toEqual(requests.map(() => []));
    await server.close();
    await alone.close();
  });

  it("lets only those origins read that the operator lets", async () => {
    const http = { ...api.dependencies.http, corsOrigins: ["https://app.example"] };
    const app = behindPonder(api.appWith({ http }));
    const originFor = async (Origin: string) =>
      (await app.request("/v1/chains", { headers: { Origin } })).headers.get(
        "access-control-allow-origin",
      );
    expect(await originFor("https://app.example")).toBe("https://app.example");
    expect(await originFor("https://evil.example")).toBeNull();
  });

  it("ends a stream when its reader goes", async () => {
    const server = await listen(behindPonder(api.app));
    const controller = new AbortController();
    const response = await fetch(`${server.url}/v1/prices/stream`, { signal: controller.signal });
    const { value } = await response.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toMatch(/^(id|event|data|retry|:)/m);
    const metrics = async () => (await api.app.request("/v1/metrics")).text();
    expect(await metrics()).toMatch(/^ballast_stream_readers\S* 1$/m);
    controller.abort();
    await expect.poll(metrics).toMatch(/^ballast_stream_readers\S* 0$/m);
    await server.close();
  });
});
