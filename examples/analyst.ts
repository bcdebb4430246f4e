/*
 * npm run example:analyst -- [--hours 24] [--out DIRECTORY]: who is at risk, whom independent prices
 * judge otherwise, who was liquidated, and how far feeds were apart. All at one block vector, so that
 * the numbers belong together and can be asked for again. With --out the lists are written as CSV.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answerOf, createBallastClient, itemsOf, pagesOf, rawAmount } from "../client/index.ts";

const { values } = parseArgs({
  options: {
    api: { type: "string", default: process.env.BALLAST_API ?? "http://127.0.0.1:42069" },
    asset: {
      type: "string",
      default: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
    },
    hours: { type: "string", default: "24" },
    out: { type: "string" },
  },
});
const client = createBallastClient({ baseUrl: values.api });

const { at, evaluatedAt, simulated } = await answerOf(
  client.GET("/v1/at-risk", { params: { query: { limit: 1 } } }),
);
const from = evaluatedAt - Number(values.hours) * 3_600;
console.log(`${simulated ? "Simulated chains. " : ""}All at ${at}`);

const atRisk = [];
for await (const item of itemsOf((place) =>
  client.GET("/v1/at-risk", { params: { query: { maxHealth: "1.5", at, ...place } } }),
)) {
  atRisk.push(item);
}
console.log(`\nAt risk (health factor below 1.5): ${atRisk.length}`);
console.table(
  atRisk.slice(0, 10).map((one) => ({
    account: one.account,
    market: `${one.chain} ${one.marketId.slice(0, 24)}`,
    health: short(one.healthFactor),
    "debt USD": short(one.debt.value),
    liquidatable: one.liquidatable,
  })),
);

const divergences = [];
for await (const item of itemsOf((place) =>
  client.GET("/v1/divergences", { params: { query: { at, ...place } } }),
)) {
  divergences.push(item);
}
console.log(`Judged otherwise by independent prices: ${divergences.length}`);
for (const { account, marketId, independent } of divergences) {
  console.log(`  ${account} in ${marketId}: ${independent.differs}`);
}

const liquidations = [];
for await (const item of itemsOf((place) =>
  client.GET("/v1/liquidations", { params: { query: { from, limit: 100, ...pageOf(place) } } }),
)) {
  liquidations.push(item);
}
console.log(`\nLiquidations of the last ${values.hours} hours: ${liquidations.length}`);
console.table(
  liquidations.map(({ time, account, protocol, chain, repaid, seized, badDebt }) => ({
    time: new Date(time * 1_000).toISOString(),
    account,
    market: `${chain} ${protocol}`,
    repaid: repaid.map(({ amount, symbol }) => `${short(amount)} ${symbol}`).join(", "),
    seized: seized.map(({ amount, symbol }) => `${short(amount)} ${symbol}`).join(", "),
    "bad debt": badDebt === null ? "unknown" : badDebt.length,
  })),
);

// Up to the newest time that is settled on every chain.
const points = [];
for await (const page of pagesOf(({ cursor }) =>
  client.GET("/v1/prices/{asset}/history", {
    params: {
      path: { asset: values.asset },
      query: cursor === undefined ? { from: Math.max(from, evaluatedAt - 3_600) } : { cursor },
    },
  }),
)) {
  points.push(...page.points);
}
const spreads = points.flatMap(({ spreadBps }) => spreadBps ?? []);
const mids = points.flatMap(({ mid }) => rawAmount(mid) ?? []);
console.log(`Price of ${values.asset}: ${points.length} points of the last hour`);
console.log(`  between ${dollars(mids, "least")} and ${dollars(mids, "most")} USD`);
console.log(
  `  feeds at most ${Math.max(0, ...spreads)} bps apart, ${points.length - spreads.length} points without a spread`,
);
console.log(`  not ok at ${points.filter(({ status }) => status !== "ok").length} points`);

if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  const query = { format: "csv", at } as const;
  const tables = {
    "at-risk": client.GET("/v1/at-risk", {
      params: { query: { ...query, maxHealth: "1.5" } },
      parseAs: "text",
    }),
    divergences: client.GET("/v1/divergences", { params: { query }, parseAs: "text" }),
    liquidations: client.GET("/v1/liquidations", {
      params: { query: { ...query, from, limit: 100 } },
      parseAs: "text",
    }),
    prices: client.GET("/v1/prices", { params: { query }, parseAs: "text" }),
  };
  for (const [name, table] of Object.entries(tables)) {
    const file = join(values.out, `${name}.csv`);
    writeFileSync(file, await answerOf<string>(table));
    console.log(`Wrote ${file}`);
  }
}

/** A cursor of liquidations names its vector itself. */
function pageOf({ cursor }: { cursor?: string }) {
  return cursor === undefined ? { at } : { cursor };
}

/** For reading only: six digits of a number that the answer has exactly. */
function short(quantity: { decimal: string } | null): string {
  return quantity === null ? "unknown" : Number(quantity.decimal).toPrecision(6);
}

function dollars(wads: readonly bigint[], which: "least" | "most"): string {
  const [first, ...others] = wads;
  if (first === undefined) return "unknown";
  const wad = others.reduce((a, b) => (a < b === (which === "least") ? a : b), first);
  return (Number(wad / 10n ** 14n) / 10_000).toFixed(4);
}
