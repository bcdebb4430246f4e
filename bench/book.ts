/*
 * npm run bench:book [-- --json] [-- --accounts N]: what a tick costs the live book. Every account's
 * positions are revalued against a plain float loop over the same columns; the list of accounts at
 * risk, screened and decided exactly, against a loop that decides all of them exactly.
 */
import { parseArgs } from "node:util";
import type { Address } from "viem";
import { createColumns } from "../src/api/book/create-columns.ts";
import { mulDivDown, WAD } from "../src/core/fixed-point.ts";
import { type AssetCaip19, assetCaip19 } from "../src/core/identifiers.ts";
import type { ScreenTerm } from "../src/protocols/holdings-reader.ts";
import { median } from "./median.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    accounts: { type: "string", default: "1000000" },
    ticks: { type: "string", default: "9" },
  },
});
const ACCOUNTS = Number(values.accounts);
const TICKS = Number(values.ticks);
const POSITIONS = 4;
const RESERVES = 16;
const PLACE = "1/aave-v3";
const MARKET = "aave-v3:main";
const LIMIT_WAD = 11n * 10n ** 17n;
const BPS = 10_000n;

const address = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const assets = Array.from({ length: RESERVES }, (_, index) => assetCaip19(1, address(index + 1)));
/** Reserves as a pool has them: raw amounts with 8 decimals, prices in USD × 10^8, thresholds in bps. */
const thresholds = assets.map((_, index) => 7_000n + BigInt(index * 100));
const pricesAt = (tick: number) =>
  assets.map(
    (_, index) => 10n ** 8n * BigInt(1 + index * 7) + BigInt(tick * 999_983 * (index % 3)),
  );

/** A generator of numbers that are always the same. */
let seed = 42;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

// Two collaterals and two debts each, in an order of reserves that says nothing.
const reserveOf = new Uint8Array(ACCOUNTS * POSITIONS);
const amountOf = new BigInt64Array(ACCOUNTS * POSITIONS);
const start = pricesAt(0);
const columns = createColumns();
const isDebt = (position: number) => position % POSITIONS >= POSITIONS / 2;
const buildBegin = performance.now();
for (let account = 0; account < ACCOUNTS; account++) {
  const terms: ScreenTerm[] = [];
  const health = 1.05 + random() * 8;
  let backing = 0;
  for (let index = 0; index < POSITIONS; index++) {
    const position = account * POSITIONS + index;
    const reserve = Math.floor(random() * RESERVES);
    const price = Number(start[reserve]) / 1e8;
    const weight = Number(thresholds[reserve]) / 1e4;
    const worth = isDebt(position) ? backing / health / 2 : 100 + random() * 1e5;
    if (!isDebt(position)) backing += worth * weight;
    const amount = BigInt(Math.round((worth / price) * 1e8));
    reserveOf[position] = reserve;
    amountOf[position] = amount;
    const asset = assets[reserve]!;
    terms.push({
      ...{ side: isDebt(position) ? "debt" : "collateral", asset, quantity: Number(amount) },
      amountFactor: "unit",
      weightFactor: isDebt(position) ? null : `threshold ${reserve}`,
      oraclePriceFactor: `price ${reserve}`,
      pricedBy: { asset, unit: null },
    });
  }
  columns.replace(PLACE, address(account + 1), [{ marketId: MARKET, terms }]);
}
const buildSeconds = (performance.now() - buildBegin) / 1_000;

/** The market's verdict on an account as a contract reckons it: every step rounded down. */
function exactHealthWad(account: number, prices: readonly bigint[]): bigint {
  let [weighted, debt] = [0n, 0n];
  for (let position = account * POSITIONS; position < (account + 1) * POSITIONS; position++) {
    const reserve = reserveOf[position]!;
    const worth = (amountOf[position]! * prices[reserve]!) / 10n ** 8n;
    if (isDebt(position)) debt += worth;
    else weighted += worth * thresholds[reserve]!;
  }
  return mulDivDown(weighted / BPS, WAD, debt);
}

/** The same columns, once more and as plain as can be. */
const plain = {
  quantity: Float64Array.from(amountOf, Number),
  coefficientOf: Uint32Array.from(reserveOf, (reserve, position) =>
    isDebt(position) ? RESERVES + reserve : reserve,
  ),
  health: new Float64Array(ACCOUNTS),
};
function plainLoop(coefficients: Float64Array): void {
  const { quantity, coefficientOf, health } = plain;
  for (let account = 0; account < ACCOUNTS; account++) {
    let backing = 0;
    let owed = 0;
    const begin = account * POSITIONS;
    for (let position = begin; position < begin + POSITIONS; position++) {
      const number = coefficientOf[position]!;
      const worth = quantity[position]! * coefficients[number]!;
      if (number < RESERVES) backing += worth;
      else owed += worth;
    }
    health[account] = backing / owed;
  }
}

function milliseconds(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

const measured = {
  plain: [] as number[],
  revalue: [] as number[],
  list: [] as number[],
  exact: [] as number[],
};
let [listed, decided, different] = [0, 0, 0];
for (let tick = 1; tick <= TICKS; tick++) {
  const prices = pricesAt(tick);
  const floats = prices.map((price) => Number(price) / 1e8);
  const coefficients = Float64Array.from({ length: RESERVES * 2 }, (_, number) => {
    const weight = number < RESERVES ? Number(thresholds[number]) / 1e4 : 1;
    return (1e-8 * weight * Number(prices[number % RESERVES])) / 1e8;
  });
  measured.plain.push(milliseconds(() => plainLoop(coefficients)));

  const factors = new Map([["unit", 1e-8]]);
  for (const [index, price] of floats.entries()) {
    factors.set(`price ${index}`, price);
    factors.set(`threshold ${index}`, Number(thresholds[index]) / 1e4);
  }
  const priceOf = new Map(assets.map((asset, index) => [asset, floats[index]!]));
  const price = (asset: AssetCaip19) => priceOf.get(asset)!;
  measured.revalue.push(
    milliseconds(() =>
      columns.revalue({
        factors: new Map([[PLACE, factors]]),
        prices: { low: price, mid: price, high: price },
      }),
    ),
  );
  const list = new Map<number, bigint>();
  measured.list.push(
    milliseconds(() => {
      const candidates = columns.candidates(Number(LIMIT_WAD) / 1e18);
      decided = candidates.length;
      for (const { account } of candidates) {
        const number = Number(BigInt(account)) - 1;
        const healthWad = exactHealthWad(number, prices);
        if (healthWad <= LIMIT_WAD) list.set(number, healthWad);
      }
    }),
  );
  // Twice says enough: it is the slowest by far.
  if (tick > 2) continue;
  const all = new Map<number, bigint>();
  measured.exact.push(
    milliseconds(() => {
      for (let account = 0; account < ACCOUNTS; account++) {
        const healthWad = exactHealthWad(account, prices);
        if (healthWad <= LIMIT_WAD) all.set(account, healthWad);
      }
    }),
  );
  listed = all.size;
  if (list.size !== all.size) different += 1;
  for (const [account, healthWad] of all) if (list.get(account) !== healthWad) different += 1;
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits));
const { bytes, terms } = columns.size();
const result = {
  accounts: ACCOUNTS,
  positions: terms,
  buildSeconds: round(buildSeconds),
  plainLoopMilliseconds: round(median(measured.plain)),
  revalueMilliseconds: round(median(measured.revalue)),
  ratio: round(median(measured.revalue) / median(measured.plain), 2),
  atRiskListMilliseconds: round(median(measured.list)),
  atRiskExactMilliseconds: round(median(measured.exact)),
  ratioOfList: round(
    (median(measured.revalue) + median(measured.list)) / median(measured.exact),
    3,
  ),
  listed,
  decided,
  different,
  bytesPerPosition: round(bytes / terms),
};
console.log(
  values.json
    ? JSON.stringify(result)
    : `${result.accounts} accounts, ${result.positions} positions, ${result.bytesPerPosition} bytes a position\n` +
        `revalued in ${result.revalueMilliseconds} ms, ${result.ratio} times a plain loop over the columns (${result.plainLoopMilliseconds} ms)\n` +
        `at risk: ${result.listed}, screened and decided exactly (${result.decided}) in ${result.atRiskListMilliseconds} ms; all decided exactly in ${result.atRiskExactMilliseconds} ms; ${result.different} differ`,
);
if (different > 0) process.exitCode = 1;
