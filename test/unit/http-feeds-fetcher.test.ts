import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { findFreePort } from "../../bin/support/free-port.ts";
import { listen } from "../../devnet/listen.ts";
import {
  createHttpFetcher,
  type HttpFetcherParameters,
} from "../../src/api/http-feeds/create-http-fetcher.ts";

type Answer = (request: Request) => Response | Promise<Response>;

const servers: Awaited<ReturnType<typeof listen>>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** A server that gives the answers in turn, the last one for ever. */
async function serve(...answers: Answer[]) {
  const requests: Request[] = [];
  const server = await listen({
    port: 0,
    usedFor: "a test",
    fetch: (request) => {
      requests.push(request);
      return answers[Math.min(requests.length, answers.length) - 1]!(request);
    },
  });
  servers.push(server);
  return { url: server.url, requests };
}

const json =
  (body: unknown): Answer =>
  () =>
    Response.json(body);
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response("no", { status: code, headers });

function fetcher(urls: readonly string[], more: Partial<HttpFetcherParameters> = {}) {
  return createHttpFetcher({ name: "A service", urls, retries: 0, ...more });
}
const parse = ({ body }: { body: string }) => JSON.parse(body) as unknown;

describe("an answer", () => {
  it("is given with its hash, its time and its place without what the base URL hides", async () => {
    const { url, requests } = await serve(json({ a: 1 }));
    const { answer, value } = await fetcher([`${url}/SECRET/`], {
      headers: { authorization: "Bearer KEY" },
      nowMilliseconds: () => 1_700_000_000_000,
    }).get("/path?x=1", parse);
    expect(value).toEqual({ a: 1 });
    expect(answer).toEqual({
      body: '{"a":1}',
      bodySha256: "0x015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
      url: `${url}/path?x=1`,
      receivedAt: new Date(1_700_000_000_000),
    });
    expect(requests[0]?.headers.get("authorization")).toBe("Bearer KEY");
    expect(new URL(requests[0]!.url).pathname).toBe("/SECRET/path");
  });

  it("is asked for again after a 5xx, and not after a 4xx", async () => {
    const shaky = await serve(status(500), status(502), json(7));
    expect((await fetcher([shaky.url], { retries: 2 }).get("/", parse)).value).toBe(7);
    expect(shaky.requests).toHaveLength(3);

    const wrong = await serve(status(401));
    await expect(fetcher([wrong.url], { retries: 2 }).get("/", parse)).rejects.toMatchObject({
      code: "http-feed",
      message: expect.stringContaining("HTTP 401"),
    });
    expect(wrong.requests).toHaveLength(1);
  });
});

describe("failover", () => {
  const bad: [string, Answer, RegExp][] = [
    ["refuses", status(403), /HTTP 403/],
    ["fails", status(500), /HTTP 500/],
    ["answers with something else", () => new Response("<html>"), /JSON/],
    ["answers with too much", () => new Response(" ".repeat(2_000)), /more than 1000 bytes/],
    ["answers with no UTF-8", () => new Response(Uint8Array.of(0xff)), /./],
    ["sends elsewhere", status(302, { location: "http://127.0.0.1:1/" }), /redirect/],
    ["is slow", () => sleep(1_000).then(() => Response.json(1)), /timeout|aborted/i],
    ["stalls", () => stalling(), /timeout|aborted|terminated/i],
  ];
  it.each(bad)("goes on to the next URL where one %s", async (_, answer, reason) => {
    const [first, second] = [await serve(answer), await serve(json("second"))];
    const options = { maximumBytes: 1_000, timeoutMilliseconds: 300 };
    const found = await fetcher([first.url, second.url], options).get("/", parse);
    expect(found.value).toBe("second");
    expect(found.answer.url).toBe(`${second.url}/`);
    await expect(fetcher([first.url], options).get("/", parse)).rejects.toThrow(reason);
  });

  it("goes on where nobody listens, and says so in the end", async () => {
    const { url, requests } = await serve(json("here"));
    const port = await findFreePort();
    const [silent, answering] = [url, url].map((one) => new URL(`${one}/KEY`)) as [URL, URL];
    silent.port = String(port);
    for (const one of [silent, answering]) Object.assign(one, { username: "me", password: "pw" });
    const found = await fetcher([silent.href, answering.href]).get("/", parse);
    expect(found).toMatchObject({ value: "here", answer: { url: `${url}/` } });
    expect(requests[0]?.headers.get("authorization")).toBe(`Basic ${btoa("me:pw")}`);
    await expect(fetcher([silent.href]).get("/", parse)).rejects.toMatchObject({
      message: `A service gives no answer. 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}.`,
    });
  });
});

/** Sends its headers and a byte, and then nothing. */
function stalling(): Response {
  return new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("[")),
    }),
  );
}

describe("a 429", () => {
  it.each([
    ["a minute", {}, 60_000],
    ["as long as it asks", { "retry-after": "7" }, 7_000],
  ])("silences the URL for %s", async (_, headers, milliseconds) => {
    const { url, requests } = await serve(status(429, headers), json("again"));
    let now = 1_000_000;
    const { get } = fetcher([url], { retries: 2, nowMilliseconds: () => now });
    await expect(get("/", parse)).rejects.toThrow(/429/);
    now += milliseconds - 1;
    await expect(get("/", parse)).rejects.toThrow(/not to be asked before/);
    expect(requests).toHaveLength(1);
    now += 1;
    expect((await get("/", parse)).value).toBe("again");
  });

  it("leaves the other URLs alone, as a 503 that asks for patience does", async () => {
    const busy = await serve(status(503, { "retry-after": "30" }));
    const other = await serve(json("other"));
    const { get } = fetcher([busy.url, other.url]);
    await get("/", parse);
    expect((await get("/", parse)).value).toBe("other");
    expect(busy.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(2);
  });
});
