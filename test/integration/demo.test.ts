import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPublicClient, type Hex, http } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { findFreePortBase, requireFreePort } from "../../bin/support/free-port.ts";
import { type Child, spawnChild } from "../../bin/support/spawn-child.ts";
import { readManifest } from "../../config/network.ts";
import { mulDivDown, mulDivUp } from "../../src/core/fixed-point.ts";
import { waitUntil } from "../support/wait-until.ts";

/*
 * The demo as a user runs it: it answers what it promises, stops everything it started, starts
 * again after a kill, and refuses to run twice.
 */
const script = fileURLToPath(new URL("../../bin/demo.ts", import.meta.url));
let dataDirectory: string;
let ports: { port: number; portBase: number };
const children: Child[] = [];

beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), "ballast-demo-test-"));
  chmodSync(dataDirectory, 0o755);
  const base = await findFreePortBase(6);
  ports = { port: base, portBase: base + 1 };
});
afterAll(async () => {
  for (const child of children) await child.stop({ graceMilliseconds: 20_000 });
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function startDemo(): Promise<{ child: Child; lines: string[] }> {
  const lines: string[] = [];
  const child = await spawnChild({
    name: "demo",
    script,
    arguments: [
      ...["--port", String(ports.port), "--port-base", String(ports.portBase)],
      ...["--data", dataDirectory],
    ],
    environment: { ...process.env, DATABASE_URL: undefined, NODE_ENV: undefined },
    onLine: (line) => lines.push(line),
  });
  children.push(child);
  return { child, lines };
}

async function untilPriced({ child, lines }: Awaited<ReturnType<typeof startDemo>>) {
  await waitUntil({
    what: "the demo shows what to try",
    timeoutMilliseconds: 400_000,
    condition: async () => {
      if (child.hasExited()) throw new Error(`The demo has ended:\n${lines.join("\n")}`);
      return lines.some((line) => line.includes("/v1/attestations/latest"));
    },
    explain: () => lines.join("\n"),
  });
}

async function fetchJson<Body>(url: string): Promise<Body> {
  return (await (await fetch(url, { signal: AbortSignal.timeout(30_000) })).json()) as Body;
}

async function expectAllPortsFree(): Promise<void> {
  const { port: apiPort, portBase } = ports;
  for (const port of [apiPort, ...[0, 1, 2, 3, 4].map((index) => portBase + index)])
    await requireFreePort({ port, usedFor: "the next demo", remedy: "" });
}

/** Exists while Postgres runs. */
function postmasterFile(): string {
  return join(dataDirectory, "postgres", "postgres-17", "cluster", "postmaster.pid");
}

test("starts, answers each line that it prints, and refuses a second one beside it", async () => {
  const demo = await startDemo();
  await untilPriced(demo);
  const urls = demo.lines.flatMap((line) => /^ {2}curl (http\S+)$/.exec(line)?.[1] ?? []);
  expect(urls).toHaveLength(3);
  const [accountUrl, pricesUrl, attestationUrl] = urls as [string, string, string];

  const view = await fetchJson<{
    totals: { gross: { raw: string } };
    markets: { chain: string }[];
  }>(accountUrl);
  expect(BigInt(view.totals.gross.raw)).toBeGreaterThan(0n);
  expect(new Set(view.markets.map(({ chain }) => chain)).size).toBe(3);
  const prices = await fetchJson<{ items: unknown[] }>(pricesUrl);
  expect(prices.items.length).toBeGreaterThanOrEqual(4);
  await waitUntil({
    what: "the first attestation is delivered",
    timeoutMilliseconds: 120_000,
    intervalMilliseconds: 1_000,
    condition: async () =>
      (await fetchJson<{ state?: string }>(attestationUrl)).state === "delivered",
  });

  // The worker has collected from the stand-ins, and blocks have come since.
  type Feed = { id: string; chain: string | null; reject: string | null };
  type Priced = { items: { symbol: string; price: { status: string; feeds: Feed[] } }[] };
  await waitUntil({
    what: "feeds over HTTP have their place in the prices",
    timeoutMilliseconds: 60_000,
    intervalMilliseconds: 1_000,
    condition: async () => {
      const { items } = await fetchJson<Priced>(pricesUrl);
      const feeds = items.flatMap(({ price }) => price.feeds).filter(({ chain }) => chain === null);
      return (
        items.find(({ symbol }) => symbol === "DAI")?.price.status === "ok" &&
        new Set(feeds.map(({ id }) => id)).size === 3 &&
        feeds.every(({ reject }) => reject === null)
      );
    },
  });

  const second = await startDemo();
  expect((await second.child.exited).code).toBe(1);
  expect(second.lines).toEqual([
    `error: demo.ts runs already, as process ${demo.child.pid}. Stop it first: its data can have one user only.`,
  ]);
}, 600_000);

test("the receiver on the other chain says of every account what the API says", async () => {
  const manifest = readManifest(join(dataDirectory, "devnet", "manifest.json"));
  const target = manifest.chains.find(
    ({ chainId }) => chainId === manifest.attestation.targetChainIds[0],
  )!;
  const client = createPublicClient({ transport: http(target.rpcUrl) });
  // One block for all calls, so that a root that comes meanwhile does not matter.
  const blockNumber = await client.getBlockNumber();
  const receiver = {
    abi: attestationReceiverAbi,
    address: target.ballast.attestationReceiver,
    blockNumber,
  } as const;
  const api = `http://127.0.0.1:${ports.port}/v1`;
  const epoch = await client.readContract({ ...receiver, functionName: "lastEpoch" });
  const { at, leafCount } = await fetchJson<{ at: string; leafCount: number }>(
    `${api}/attestations/${epoch}`,
  );

  let attested = 0;
  for (const { address } of manifest.accounts) {
    const response = await fetch(`${api}/attestations/${epoch}/accounts/${address}`);
    if (response.status === 404) continue;
    const { leaf, proof } = (await response.json()) as {
      leaf: { index: number; bytes: Hex };
      proof: Hex[];
    };
    const onChain = await client.readContract({
      ...receiver,
      functionName: "valueOf",
      args: [address, leaf.bytes, BigInt(leaf.index), proof],
    });
    const { totals } = await fetchJson<{
      totals: Record<"adjusted" | "gross" | "debt", { raw: string }>;
    }>(`${api}/accounts/${address}/collateral?at=${at}`);
    // The view is in USD × 10^18, the leaf in USD × 10^8: what is owned down, what is owed up.
    expect([address, onChain.value, onChain.gross, onChain.debt]).toEqual([
      address,
      mulDivDown(BigInt(totals.adjusted.raw), 1n, 10n ** 10n),
      mulDivDown(BigInt(totals.gross.raw), 1n, 10n ** 10n),
      mulDivUp(BigInt(totals.debt.raw), 1n, 10n ** 10n),
    ]);
    attested += 1;
  }
  expect(attested).toBeGreaterThanOrEqual(8);
  expect(attested).toBeLessThanOrEqual(leafCount);
}, 60_000);

test("the examples decide on what the demo says, and refuse what is not backed", async () => {
  const lend = await runExample("margin-engine.ts", "--usd", "1000");
  expect([lend.code, lend.last]).toEqual([0, "LEND"]);
  const tooMuch = await runExample("margin-engine.ts", "--usd", "900000000000");
  expect([tooMuch.code, tooMuch.last]).toEqual([1, expect.stringMatching(/^REFUSE: the limit is/)]);
  const malformed = await runExample("margin-engine.ts", "--account", "gold");
  expect([malformed.code, malformed.last]).toEqual([
    ...[1, expect.stringContaining("malformed-account")],
  ]);
  const away = await runExample("margin-engine.ts", "--api", "http://127.0.0.1:1");
  expect([away.code, away.last]).toEqual([1, expect.stringContaining("not reached")]);

  // A later epoch may be delivered while one is checked, or a price be stale: then the next one counts.
  let mint = await runExample("bridge.ts", "--usd", "1000");
  await waitUntil({
    what: "the bridge mints",
    timeoutMilliseconds: 200_000,
    condition: async () => {
      if (mint.code === 0) return true;
      mint = await runExample("bridge.ts", "--usd", "1000");
      return mint.code === 0;
    },
    explain: () => mint.text,
  });
  expect([mint.last, mint.text]).toEqual(["MINT", expect.stringMatching(/✓/)]);
  const unbacked = await runExample("bridge.ts", "--usd", "900000000000");
  expect([unbacked.code, unbacked.last]).toEqual([1, expect.stringMatching(/^REFUSE/)]);

  const out = join(dataDirectory, "tables");
  const analyst = await runExample("analyst.ts", "--hours", "100000", "--out", out);
  expect([analyst.code, readdirSync(out).length]).toEqual([0, 4]);
}, 400_000);

/** An example as npm runs it, against the demo. */
function runExample(name: string, ...options: string[]) {
  const file = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const env = {
    ...process.env,
    BALLAST_API: `http://127.0.0.1:${ports.port}`,
    BALLAST_DEVNET_MANIFEST: join(dataDirectory, "devnet", "manifest.json"),
  };
  return new Promise<{ code: number; last: string; text: string }>((resolve) => {
    execFile(process.execPath, [file, ...options], { env }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`.trim();
      resolve({ code: Number(error?.code ?? 0), text, last: text.split("\n").at(-1) ?? "" });
    });
  });
}

test("starts again right after a SIGKILL, and SIGTERM leaves nothing running", async () => {
  expect(existsSync(postmasterFile())).toBe(true);
  process.kill(children[0]!.pid, "SIGKILL");
  await children[0]!.exited;

  const demo = await startDemo();
  await untilPriced(demo);
  expect(demo.lines.join("\n")).toContain("joined the one that runs already");
  expect(await demo.child.stop({ graceMilliseconds: 30_000 })).toEqual({ code: 0, signal: null });
  expect(demo.lines.at(-1)).toContain("Everything that the demo started has stopped");
  await expectAllPortsFree();
  expect(existsSync(postmasterFile())).toBe(false);
  expect(readdirSync(join(dataDirectory, "postgres", "users"))).toEqual([]);
}, 600_000);
