import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ALICE, type Api, makeApi } from "../support/api/make-api.ts";

let api: Api;
let pageDirectory: string;
const INDEX = '<!doctype html><script type="module" src="/static/index-1a2b.js"></script>';

beforeAll(async () => {
  api = await makeApi({ alpha: 1, beta: 1 });
  pageDirectory = mkdtempSync(join(tmpdir(), "ballast-page-"));
  mkdirSync(join(pageDirectory, "static"));
  writeFileSync(join(pageDirectory, "index.html"), INDEX);
  writeFileSync(join(pageDirectory, "theme.js"), "1;");
  writeFileSync(join(pageDirectory, "secret.json"), "{}");
  writeFileSync(join(pageDirectory, "static", "index-1a2b.js"), "2;");
});
afterAll(async () => {
  await api.close();
  rmSync(pageDirectory, { recursive: true, force: true });
});

const get = (path: string, accept = "*/*") =>
  api.appWith({ pageDirectory }).request(path, { headers: { Accept: accept } });

it.each([
  "/",
  `/accounts/${ALICE}`,
  "/assets",
  "/assets/eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
  "/assets/eip155%3A31337%2Ferc20%3A0x5fbdb2315678afecb367f032d93f642f64180aa3",
  "/risk?at=1700000000",
  "/attestations",
  "/attestations/42?account=0x01",
  "/chains",
])("%s is the page, asked for anew each time, under a strict policy", async (path) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(INDEX);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("unsafe");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

it("keeps files with a digest in their name for ever", async () => {
  const response = await get("/static/index-1a2b.js");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await get("/theme.js")).headers.get("cache-control")).toBe("no-cache");
});

it.each([
  "/static/gone.js",
  "/static/..%2Fsecret.json",
  "/static/%2e%2e%2fsecret.json",
  "/static/.hidden.js",
  "/secret.json",
  "/index.html",
  "/v1/nothing",
  "/assets.json",
])("%s is a problem for a program", async (path) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "not-found" });
});

it("tells a person of a wrong path by the page, but not under the API's", async () => {
  const page = await get("/acounts/0x12", "text/html,*/*;q=0.8");
  expect([page.status, await page.text()]).toEqual([404, INDEX]);
  for (const path of ["/v1/nothing", "/v1", "/prices/nothing", "/docs/nothing"]) {
    const response = await get(path, "text/html,*/*;q=0.8");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not-found" });
  }
});

it("answers HEAD, and refuses to be written to", async () => {
  const app = api.appWith({ pageDirectory });
  const head = await app.request("/risk", { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  for (const path of ["/", "/risk", "/static/index-1a2b.js"]) {
    const response = await app.request(path, { method: "POST" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  }
});

it("says how to build the page where it is missing", async () => {
  const { status, body } = await api.get("/");
  expect(status).toBe(503);
  expect(body).toMatchObject({
    code: "page-not-built",
    detail: expect.stringContaining("npm run build:web"),
  });
});
