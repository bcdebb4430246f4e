import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALICE, type Api, makeApi, observation, vaultMarket } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { runFuzz } from "../support/fuzz/run-fuzz.ts";
import { noContracts } from "../support/no-contracts.ts";

/*
 * `npm run test:fuzz` sends 10,000. BALLAST_FUZZ_URL sends them to a running server instead, and
 * BALLAST_FUZZ_SEED, which a failure prints, repeats a run.
 */
const requests = Number(process.env.BALLAST_FUZZ_REQUESTS ?? 500);
const seed = Number(process.env.BALLAST_FUZZ_SEED ?? 1);
const url = process.env.BALLAST_FUZZ_URL;

const [A, B] = [ALPHA, BETA].map(({ chainId }) => `eip155:${chainId}`);
const WETH = `${A}/erc20:${ALPHA.tokens[0]!.address}`;
const FEED = `chainlink:${A}:ETH/USD`;
const OF_TEST = {
  account: [ALICE, `${A}:${ALICE}`],
  chains: [`${A}`, `${A},${B}`],
  chain: [`${A}`],
  at: [`${A}:3,${B}:2`, `${A}:1`, "1700000030", `${A}:3,${B}:2~0123456789abcdef`],
  asset: [WETH],
  assets: [WETH, `${WETH},gold`],
  groups: ["ether,dollar", "ether,bitcoin"],
  from: ["1700000000"],
  to: ["1700000040"],
  timestamp: ["1700000040"],
  coins: [`alpha:${ALPHA.tokens[0]!.address}`],
  id: [FEED],
};

let api: Api | null = null;
let app: Api["app"] | null = null;

beforeAll(async () => {
  if (url !== undefined) return;
  api = await makeApi({ alpha: 5, beta: 5 });
  api.world.markets = [
    vaultMarket({ chainId: ALPHA.chainId, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
  // A chain without a contract: whatever is asked of one is not known.
  const unknown = async () => null;
  app = api.appWith({ contracts: { ...noContracts, read: unknown } });
  api.world.observations.set(FEED, observation(FEED, ALPHA.chainId, 250_000_000_000n));
});
afterAll(() => api?.close());

/** What `fetch` does to an answer that a server has compressed. */
function decompressed(response: Response): Response {
  const coding = response.headers.get("content-encoding");
  if (coding === null || response.body === null) return response;
  const plain = response.body.pipeThrough(new DecompressionStream(coding as "gzip" | "deflate"));
  return new Response(plain, { status: response.status, headers: response.headers });
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  if (app !== null) return decompressed(await app.request(path, init));
  try {
    return await fetch(`${url}${path}`, init);
  } catch (error) {
    // A server may close an idle connection just when it is used again (RFC 9110, 9.2.2).
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    const isClosed = code === "UND_ERR_SOCKET" || code === "ECONNRESET";
    if (!isClosed || !["GET", "HEAD"].includes(init?.method ?? "GET")) throw error;
    return fetch(`${url}${path}`, init);
  }
}

describe("requests made from the OpenAPI document", () => {
  it(
    `are answered as it says, all ${requests} of them`,
    async () => {
      const run = await runFuzz({
        document: await (await request("/openapi.json")).json(),
        known: api === null ? {} : OF_TEST,
        send: ({ url: path, method, headers, body }) => request(path, { method, headers, body }),
        ...{ requests, seed, concurrency: 4 },
      });
      console.log(`seed ${seed}:`, run.statuses, `${run.answered.size} routes answered`);
      expect(run.findings.slice(0, 20), `seed ${seed}: ${run.findings.length} findings`).toEqual(
        [],
      );
      expect((await request("/v1/health")).status).toBe(200);
      expect((await request("/v1/prices")).status).toBe(200);
    },
    60_000 + requests * 300,
  );
});
