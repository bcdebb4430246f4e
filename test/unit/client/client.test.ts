import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventParser } from "../../../client/create-event-parser.ts";
import {
  answerOf,
  BallastProblem,
  createBallastClient,
  itemsOf,
  rawAmount,
} from "../../../client/index.ts";

const problem = {
  type: "urn:ballast:problem:too-old",
  title: "Older than asked for",
  status: 503,
  detail: "The oldest block of the answer is 75 s old.",
  instance: "/v1/prices",
  code: "too-old",
  errors: [],
  ageSeconds: 75,
};

/** A client of a server that gives these answers, one after the other, and what it was asked. */
function clientOf(...answers: (Response | Error)[]) {
  const asked: Request[] = [];
  const client = createBallastClient({
    baseUrl: "http://ballast.test",
    apiKey: "secret",
    fetch: async (request) => {
      asked.push(request);
      const answer = answers.shift();
      if (answer === undefined) throw new Error("Asked once more than expected.");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, asked };
}

const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);

describe("the client", () => {
  it("returns a problem, and throws it with answerOf", async () => {
    const refusal = () => json(problem, { status: 503, headers: { "Retry-After": "7" } });
    const { client, asked } = clientOf(refusal(), refusal());
    const { data, error } = await client.GET("/v1/prices");
    expect(data).toBeUndefined();
    expect(error?.code).toBe("too-old");
    const thrown = await answerOf(client.GET("/v1/prices")).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(BallastProblem);
    expect(thrown).toMatchObject({
      ...{ code: "too-old", status: 503, detail: problem.detail, retryAfterSeconds: 7 },
      problem: { ageSeconds: 75 },
    });
    expect(asked[0]?.headers.get("Authorization")).toBe("Bearer secret");
  });

  it("makes a problem of what somebody in front of the server answers", async () => {
    const { client } = clientOf(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(answerOf(client.GET("/v1/prices"))).rejects.toMatchObject({
      ...{ code: "no-problem", status: 502, retryAfterSeconds: null },
    });
  });

  it("goes through the pages of a list at the block vector of the first one", async () => {
    const page = (id: string, next: string | null, at: string) =>
      json({ items: [{ id }], next, at, evaluatedAt: 1, methodology: {} });
    const { client, asked } = clientOf(
      page("a", "a", "at1"),
      page("b", "b", "at1"),
      page("c", null, "at1"),
    );
    const ids: string[] = [];
    for await (const { id } of itemsOf((place) =>
      client.GET("/v1/feeds", { params: { query: { limit: 1, ...place } } }),
    )) {
      ids.push(id);
    }
    expect(ids).toEqual(["a", "b", "c"]);
    expect(asked.map(({ url }) => new URL(url).search)).toEqual([
      "?limit=1",
      "?limit=1&cursor=a&at=at1",
      "?limit=1&cursor=b&at=at1",
    ]);
  });

  it("encodes what stands in a path", async () => {
    const { client, asked } = clientOf(json({}));
    await client.GET("/v1/feeds/{id}/observations", {
      params: { path: { id: "chainlink:eip155:31337:ETH/USD" } },
    });
    expect(asked[0]?.url).toContain(
      "/v1/feeds/chainlink%3Aeip155%3A31337%3AETH%2FUSD/observations",
    );
  });

  it("reads raw amounts exactly and keeps unknown unknown", () => {
    const raw = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    expect(rawAmount({ decimal: "1", raw, decimals: 18 })).toBe(2n ** 256n - 1n);
    expect(rawAmount({ decimal: "-0.5", raw: "-5", decimals: 1 })).toBe(-5n);
    expect(rawAmount(null)).toBeNull();
    expect(rawAmount(undefined)).toBeNull();
  });
});

describe("the events of a stream", () => {
  const stream = (text: string) => new Response(text, { status: 200 });
  const event = (name: string, id: string) =>
    `event: ${name}\nid: ${id}\ndata: {"items":[],"at":"${id}"}\n\n`;

  it("go on after the last one over lost connections, and end with the signal", async () => {
    const { client, asked } = clientOf(
      stream(`retry: 1\n\n${event("reset", "v1")}${event("vector", "v2")}`),
      new TypeError("fetch failed"),
      json(problem, { status: 503 }),
      stream(`retry: 1\n\n: heartbeat\n\n${event("prices", "v3")}`),
    );
    const lost: unknown[] = [];
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const { event, id, data } of client.events("/v1/prices/stream", {
      params: { query: { assets: "a" } },
      lastEventId: "v0",
      signal: abort.signal,
      onDisconnect: (reason) => lost.push(reason),
    })) {
      expect(data.at).toBe(id);
      seen.push(`${event} ${id}`);
      if (id === "v3") abort.abort();
    }
    expect(seen).toEqual(["reset v1", "vector v2", "prices v3"]);
    expect(asked.map(({ url }) => new URL(url).searchParams.get("lastEventId"))).toEqual([
      ...["v0", "v2", "v2", "v2"],
    ]);
    expect(lost).toHaveLength(3);
    expect(lost[2]).toMatchObject({ code: "too-old" });
  });

  it("throw what the server refuses for good", async () => {
    const { client } = clientOf(
      json({ ...problem, status: 400, code: "malformed-account" }, { status: 400 }),
    );
    const events = client.events("/v1/accounts/{account}/stream", {
      params: { path: { account: "gold" } },
    });
    await expect(events.next()).rejects.toMatchObject({ code: "malformed-account", status: 400 });
  });

  it("open a connection anew that has gone silent", async () => {
    const silent = new Response(new ReadableStream({ start: () => undefined }), { status: 200 });
    const { client } = clientOf(silent, stream(`retry: 1\n\n${event("vector", "v1")}`));
    const events = client.events("/v1/at-risk/stream", { silenceMilliseconds: 20 });
    await expect(events.next()).resolves.toMatchObject({ value: { id: "v1" } });
    await events.return();
  });
});

describe("the parser of events", () => {
  it("finds the same events however the text is cut and its lines are ended", () => {
    const name = fc.constantFrom("reset", "prices", "");
    const id = fc.stringMatching(/^[a-z0-9:~]{1,20}$/);
    const data = fc.json().map((text) => JSON.stringify(JSON.parse(text)));
    const events = fc.array(fc.record({ event: name, id, data }), { maxLength: 5 });
    fc.assert(
      fc.property(
        events,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (events, lineEnd, cuts) => {
          let text = events
            .map(({ event, id, data }) =>
              [
                ": comment",
                ...(event ? [`event: ${event}`] : []),
                `id: ${id}`,
                `data: ${data}`,
                "",
                "",
              ].join(lineEnd),
            )
            .join("");
          const parser = createEventParser();
          const found = [];
          while (text.length > 0) {
            const length = cuts.next().value as number;
            found.push(...parser.push(text.slice(0, length)));
            text = text.slice(length);
          }
          // A lone "\r" at the very end may be half a line break.
          found.push(...parser.push("\n"));
          expect(found).toEqual(events.map((one) => ({ ...one, event: one.event || "message" })));
        },
      ),
    );
  });
});
