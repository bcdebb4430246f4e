import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { decodeCallSequence, encodeCallSequence } from "../../src/api/chains/call-sequence.ts";
import { createAccountPicker } from "../../src/api/parity/account-picker.ts";
import type { ParityComparison } from "../../src/api/parity/compare-chain.ts";
import { markDoubts } from "../../src/api/parity/mark-doubts.ts";
import { settleMismatches } from "../../src/api/parity/settle-mismatches.ts";
import { summariseParity } from "../../src/api/parity/summarise-parity.ts";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { makeAccountValue } from "../support/worker/make-account-value.ts";

const [ALICE, BOB]: Address[] = [`0x${"a1".repeat(20)}`, `0x${"b0".repeat(20)}`];

function comparison(overrides: Partial<ParityComparison>): ParityComparison {
  return {
    chainId: 1,
    protocol: "aave-v3",
    marketId: "aave-v3:main",
    account: ALICE!,
    what: "balance",
    indexed: 5n,
    contract: 5n,
    ...overrides,
  };
}

describe("a summary of comparisons", () => {
  it("counts per chain and protocol, with the largest difference of numbers", () => {
    const summary = summariseParity([
      comparison({}),
      comparison({ what: "debt", indexed: 10n, contract: 7n }),
      comparison({ what: "index", indexed: 1n, contract: 5n }),
      comparison({ what: "flag", indexed: true, contract: false }),
      comparison({ chainId: 2, protocol: "maker", indexed: null, contract: 3n }),
      comparison({ chainId: 2, protocol: "chainlink", account: null }),
    ]);
    expect(summary).toEqual([
      {
        chainId: 1,
        protocol: "aave-v3",
        comparisons: 4,
        mismatches: 3,
        largestDifference: { units: 4n, what: "index" },
      },
      { chainId: 2, protocol: "chainlink", comparisons: 1, mismatches: 0, largestDifference: null },
      { chainId: 2, protocol: "maker", comparisons: 1, mismatches: 1, largestDifference: null },
    ]);
  });

  it("takes nothing for equal that is of another kind", () => {
    const [summary] = summariseParity([
      comparison({ indexed: "5", contract: 5n }),
      comparison({ indexed: null, contract: 0n }),
      comparison({ indexed: false, contract: null }),
      comparison({ indexed: null, contract: null }),
    ]);
    expect(summary).toMatchObject({ comparisons: 4, mismatches: 3 });
  });
});

describe("choosing accounts", () => {
  const accounts = Array.from(
    { length: 23 },
    (_, index): Address => `0x${index.toString(16).padStart(40, "0")}`,
  );

  it("chooses everybody before anybody again, by the seed alone", () => {
    const [one, same, other] = [7, 7, 8].map((seed) => createAccountPicker({ seed }));
    const rounds = Array.from({ length: 5 }, () => one!.pick(accounts, 5));
    expect(Array.from({ length: 5 }, () => same!.pick(accounts, 5))).toEqual(rounds);
    expect(other!.pick(accounts, 5)).not.toEqual(rounds[0]);
    expect(new Set(rounds.flat().slice(0, 23)).size).toBe(23);
    for (const round of rounds) expect(new Set(round).size).toBe(5);
  });

  it("chooses no more than there are, and those that are new", () => {
    const picker = createAccountPicker({ seed: 1 });
    expect(picker.pick([], 5)).toEqual([]);
    expect(picker.pick(accounts.slice(0, 3), 5).sort()).toEqual(accounts.slice(0, 3));
    expect(picker.pick(accounts.slice(0, 4), 1)).toEqual([accounts[3]]);
  });
});

describe("what a round does to open mismatches", () => {
  const block = { number: 100n };
  const open = (overrides: object) => ({
    marketId: "aave-v3:main",
    account: ALICE!,
    what: "balance",
    blockNumber: 90n,
    ...overrides,
  });

  it("opens what differs, once", () => {
    const different = comparison({ contract: 6n });
    expect(settleMismatches({ open: [], comparisons: [different], block })).toEqual({
      cleared: [],
      opened: [different],
    });
    const again = settleMismatches({ open: [open({})], comparisons: [different], block });
    expect(again).toEqual({ cleared: [], opened: [] });
  });

  it("clears what agrees again, or is not stated of an account that was compared", () => {
    const rows = [open({}), open({ what: "a debt that is repaid" }), open({ account: BOB })];
    const { cleared } = settleMismatches({ open: rows, comparisons: [comparison({})], block });
    expect(cleared).toEqual(rows.slice(0, 2));
  });

  it("clears nothing by an earlier block", () => {
    const row = open({ blockNumber: 101n });
    expect(settleMismatches({ open: [row], comparisons: [comparison({})], block }).cleared).toEqual(
      [],
    );
  });

  it("stores a bounded number for each market", () => {
    const comparisons = Array.from({ length: 1_000 }, (_, index) =>
      comparison({ what: `value ${index}`, contract: 6n, marketId: `market ${index % 2}` }),
    );
    expect(settleMismatches({ open: [], comparisons, block }).opened).toHaveLength(40);
  });
});

describe("a sequence of calls", () => {
  it("names each call's data behind the programs", () => {
    const calls = [
      { to: ALICE!, data: "0x11" },
      { to: BOB!, data: "0x2222" },
    ] as const;
    const program = encodeCallSequence(calls);
    expect(program.startsWith("0x6000")).toBe(true);
    expect(program.endsWith("6000f3112222")).toBe(true);
  });

  it("reads what each call gave, and refuses an output that ends early", () => {
    const word = (value: number) => value.toString(16).padStart(64, "0");
    const output = `0x${word(1)}${word(2)}abcd${word(0)}${word(0)}` as const;
    expect(decodeCallSequence(output, 2)).toEqual([
      { succeeded: true, data: "0xabcd" },
      { succeeded: false, data: "0x" },
    ]);
    expect(() => decodeCallSequence(output, 3)).toThrow(RangeError);
    expect(() => decodeCallSequence(output.slice(0, 132) as `0x${string}`, 1)).toThrow(RangeError);
  });
});

describe("a doubt about a chain's sequencer", () => {
  const block = { number: 1n, hash: `0x${"00".repeat(32)}`, timestampSeconds: NOW } as const;
  const value = makeAccountValue({
    address: ALICE!,
    vector: new Map([[7, { ...block, chainId: 7 }]]),
    holdings: [{ chainId: 7, collateralWad: 1n }],
  });
  const price = evaluatePrice({
    price: makePrice([makeFeed("l2", { chainId: 8 })]),
    policy: MAJORS,
    observations: byFeed([observe("l2", 1n)]),
    conversions: new Map(),
    evaluatedAtSeconds: NOW,
    lastGood: null,
  });
  const doubted = (chainId: number) =>
    markDoubts({ ...value, prices: new Map([[price.priceId, price]]) }, [
      {
        chainId,
        ...{ marketId: "sequencer", account: null, what: "latestRoundData().answer of 0x5e" },
        ...{ blockNumber: 9n, indexed: "0", contract: "1" },
      },
    ]);

  it("is one about every price with a feed on that chain", () => {
    expect([doubted(8).status, doubted(8).causes.map(({ code }) => code)]).toEqual([
      "degraded",
      ["parity-mismatch"],
    ]);
  });

  it("is none about other chains' prices", () => {
    expect(doubted(7)).toEqual({ ...value, prices: new Map([[price.priceId, price]]) });
  });
});
