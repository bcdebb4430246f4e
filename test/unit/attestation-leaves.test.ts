import { type Address, hexToBytes, keccak256, toHex } from "viem";
import { describe, expect, it } from "vitest";
import { breakdownHash, encodeBreakdownEntry } from "../../src/api/attestation/breakdown.ts";
import { buildAttestation } from "../../src/api/attestation/build-attestation.ts";
import { decodeLeaf, UNKNOWN_DEBT } from "../../src/api/attestation/leaf.ts";
import { leavesFromAccountValue } from "../../src/api/attestation/leaf-from-account-value.ts";
import { hashLeaf, merkleProof, verifyMerkleProof } from "../../src/api/attestation/merkle-tree.ts";
import { decodeRootPayload } from "../../src/api/attestation/root-payload.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { AccountValue, ValuedMarket } from "../../src/api/valuation/account-value.ts";
import { totalAccount, totalMarket, unknownTotals } from "../../src/api/valuation/total-values.ts";

const WAD = 10n ** 18n;
const account: Address = `0x${"a1".repeat(20)}`;
const token: Address = `0x${"70".repeat(20)}`;
const holder: Address = `0x${"8d".repeat(20)}`;
const chains = [
  { chainId: 31338, wormholeChainId: 4 },
  { chainId: 31337, wormholeChainId: 10002 },
];
const vector = new Map(
  chains.map(({ chainId }, index) => [
    chainId,
    {
      chainId,
      number: 100n + BigInt(index),
      hash: keccak256(toHex(chainId)),
      timestampSeconds: 1_700_000_000 + index,
    },
  ]),
);
const evaluatedAtSeconds = 1_700_000_001;

function market(
  chainId: number,
  positions: [kind: "collateral" | "debt", valueWad: bigint | null, haircutBps?: number][],
): ValuedMarket {
  const valued = positions.map(([kind, valueWad, haircutBps = 0]) => ({
    kind,
    asset: `eip155:${chainId}/erc20:${token}` as const,
    symbol: "TKN",
    decimals: 18,
    amount: 5n,
    holder,
    securesDebt: true,
    enforceability: "observed" as const,
    assetClass: null,
    priceId: valueWad === null ? null : "TKN/USD",
    valueWad,
    haircutBps,
    adjustedWad: valueWad === null ? null : (valueWad * BigInt(10_000 - haircutBps)) / 10_000n,
  }));
  return {
    account,
    chainId,
    protocol: "aave-v3",
    marketId: "aave-v3:main",
    positions: valued,
    health: null,
    causes: [],
    totals: totalMarket(valued),
  };
}

function price(parameters: Partial<Price> = {}): Price {
  return {
    priceId: "TKN/USD",
    status: "ok",
    flags: [],
    lowWad: WAD,
    midWad: WAD,
    highWad: WAD,
    asOfSeconds: evaluatedAtSeconds,
    evaluatedAtSeconds,
    spreadBps: 0,
    quorum: { needed: 2, had: 3, configured: 3 },
    feeds: [],
    ...parameters,
  };
}

function accountValue(
  markets: ValuedMarket[],
  prices: Price[] = [price()],
  address: Address = account,
): AccountValue {
  return {
    account: { address, chainId: undefined },
    vector,
    evaluatedAtSeconds,
    markets,
    totals: totalAccount(markets),
    status: "ok",
    causes: [],
    prices: new Map(prices.map((one) => [one.priceId, one])),
  };
}

const leavesOf = (value: AccountValue, isContract = false) =>
  leavesFromAccountValue({ value, chains, isContract, simulated: false }).map(({ leaf }) => leaf);

describe("a leaf", () => {
  it("rounds collateral down and debt up, and keeps a market's shortfall in the market", () => {
    const value = accountValue([
      market(31337, [
        ["collateral", 1000n * WAD + 19_999_999_999n, 1000],
        ["debt", 100n * WAD + 1n],
      ]),
      market(31338, [
        ["collateral", 10n * WAD],
        ["debt", 50n * WAD],
      ]),
    ]);
    expect(leavesOf(value)).toEqual([
      {
        namespace: 0,
        account: `0x${"00".repeat(12)}${"a1".repeat(20)}`,
        // 1000.000000019999999999 × 0.9 − 100.000000000000000001 = 800.000000017999999998
        value: 800_00000001n,
        gross: 1010_00000001n,
        debt: 150_00000001n,
        minPriceTimeSeconds: evaluatedAtSeconds,
        chainMask: 3,
        flags: 0,
        breakdownHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      },
    ]);
  });

  it("is partial and a lower bound where collateral has no price", () => {
    const [leaf] = leavesOf(
      accountValue([
        market(31337, [
          ["collateral", 100n * WAD],
          ["collateral", null],
          ["debt", 30n * WAD],
        ]),
      ]),
    );
    expect(leaf).toMatchObject({
      value: 70_00000000n,
      gross: 100_00000000n,
      debt: 30_00000000n,
      flags: 1,
    });
  });

  it("counts nothing of a market with a debt that nobody knows", () => {
    const unknown = {
      ...market(31337, [["collateral", 100n * WAD]]),
      debtUnknown: true,
      totals: unknownTotals,
    };
    const [leaf] = leavesOf(accountValue([unknown, market(31338, [["collateral", 7n * WAD]])]));
    expect(leaf).toMatchObject({ value: 7_00000000n, debt: UNKNOWN_DEBT, flags: 1 });
  });

  it("counts nothing of a market whose debt has no price, and never calls the debt small", () => {
    const [leaf] = leavesOf(
      accountValue([
        market(31337, [
          ["collateral", 100n * WAD],
          ["debt", null],
        ]),
        market(31338, [["collateral", 7n * WAD]]),
      ]),
    );
    expect(leaf).toMatchObject({
      value: 7_00000000n,
      gross: 107_00000000n,
      debt: UNKNOWN_DEBT,
      flags: 1,
    });
  });

  it("says since when a last good price stands in", () => {
    const stale = price({ status: "stale", asOfSeconds: evaluatedAtSeconds - 500 });
    const other = price({ priceId: "OTHER/USD", asOfSeconds: 5, status: "stale" });
    const value = accountValue([market(31337, [["collateral", WAD]])], [stale, other]);
    expect(leavesOf(value)[0]).toMatchObject({
      flags: 2,
      minPriceTimeSeconds: evaluatedAtSeconds - 500,
      chainMask: 2,
    });
    const degraded = accountValue(
      [market(31337, [["collateral", WAD]])],
      [price({ status: "degraded" })],
    );
    expect(leavesOf(degraded)[0]).toMatchObject({ flags: 0 });
  });

  it("of a contract account stands once for each chain, under the chain's Wormhole id", () => {
    const value = accountValue([
      market(31337, [["collateral", 3n * WAD]]),
      market(31338, [["collateral", 4n * WAD]]),
    ]);
    expect(leavesOf(value, true)).toMatchObject([
      { namespace: 4, value: 4_00000000n, chainMask: 1 },
      { namespace: 10002, value: 3_00000000n, chainMask: 2 },
    ]);
    expect(leavesOf(accountValue([]), true)).toEqual([]);
    expect(leavesOf(accountValue([]), false)).toMatchObject([
      { namespace: 0, value: 0n, chainMask: 0, flags: 0, breakdownHash: keccak256("0x02") },
    ]);
  });
});

describe("the breakdown", () => {
  const entries = leavesFromAccountValue({
    value: accountValue([
      market(31337, [
        ["debt", 2n * WAD + 1n],
        ["collateral", WAD + 1n, 500],
      ]),
    ]),
    chains,
    isContract: false,
    simulated: false,
  })[0]!.breakdown;

  it("lists positions in the order of their bytes, by a fixed layout", () => {
    expect(entries.map(({ kind, value }) => [kind, value])).toEqual([
      ["collateral", 1_00000000n],
      ["debt", 2_00000001n],
    ]);
    expect(toHex(encodeBreakdownEntry(entries[0]!))).toBe(
      `0x01${"2712"}${keccak256(toHex("aave-v3:main")).slice(2)}00${"00".repeat(12)}${"70".repeat(20)}${"00".repeat(12)}${"8d".repeat(20)}${"5".padStart(64, "0")}${"5f5e100".padStart(32, "0")}01f402`,
    );
  });

  it("changes its hash with any position", () => {
    const [first, second] = entries;
    const whole = breakdownHash(entries);
    expect(breakdownHash([first!])).not.toBe(whole);
    expect(breakdownHash([first!, { ...second!, amount: 6n }])).not.toBe(whole);
    expect(breakdownHash([first!, { ...second!, value: null }])).not.toBe(whole);
  });
});

describe("an attestation", () => {
  const build = (accounts: AccountValue[]) =>
    buildAttestation({
      epoch: 7n,
      configHash: keccak256("0x1234"),
      vector,
      wormholeChainIds: new Map(chains.map((chain) => [chain.chainId, chain.wormholeChainId])),
      accounts,
      isContract: ({ account: { address } }) => address.startsWith("0xcc"),
      validitySeconds: 600,
      simulated: true,
      status: "finalized",
    });
  const contract: Address = `0x${"cc".repeat(20)}`;
  const small: Address = `0x${"01".repeat(20)}`;
  const holdings = () => market(31337, [["collateral", 3n * WAD]]);

  it("holds every account in order under a root that proves each", () => {
    const both = [holdings(), market(31338, [["collateral", 4n * WAD]])];
    const attestation = build([
      accountValue(both, [price()], contract),
      accountValue([holdings()], [price({ asOfSeconds: 1_699_999_000, status: "stale" })]),
      accountValue([], [], small),
    ]);
    const { leaves, tree, payload, payloadBytes } = attestation;
    expect(leaves.map(({ leaf }) => [leaf.namespace, leaf.account.slice(-2)])).toEqual([
      [0, "01"],
      [0, "a1"],
      [4, "cc"],
      [10002, "cc"],
    ]);
    expect(decodeRootPayload(payloadBytes)).toEqual(payload);
    expect(payload).toMatchObject({
      epoch: 7n,
      flags: 6,
      asOfSeconds: evaluatedAtSeconds,
      validUntilSeconds: evaluatedAtSeconds + 600,
      minPriceTimeSeconds: 1_699_999_000,
      maxPriceTimeSeconds: evaluatedAtSeconds,
      leafCount: 4,
      total: 10_00000000n,
      chains: [
        { wormholeChainId: 4, blockNumber: 100n, status: "finalized" },
        { wormholeChainId: 10002, blockNumber: 101n, status: "finalized" },
      ],
    });
    leaves.forEach(({ bytes, leaf }, index) => {
      expect(decodeLeaf(bytes)).toEqual(leaf);
      expect(
        verifyMerkleProof({
          root: hexToBytes(payload.root),
          leafCount: payload.leafCount,
          index,
          leaf: bytes,
          proof: merkleProof(tree, index),
        }),
      ).toBe(true);
    });
    expect(tree.levels[0]!.slice(0, 32)).toEqual(hashLeaf(leaves[0]!.bytes));
  });

  it("refuses an account that is given twice", () => {
    const twice = [accountValue([holdings()]), accountValue([holdings()])];
    expect(() => build(twice)).toThrow("leaves[1] (namespace 0");
  });
});
