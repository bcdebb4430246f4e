import { describe, expect, it } from "vitest";
import { lintMethodology } from "../../src/api/methodology/lint-methodology.ts";
import type {
  Methodology,
  MethodologyFeed,
  PricePolicy,
} from "../../src/api/methodology/methodology.ts";
import { methodologyOf } from "../../src/api/methodology/methodology-of.ts";
import { makeNetwork } from "../support/pricing/make-network.ts";

const sound = methodologyOf(makeNetwork());

/** Problems of the sound methodology with its first ETH/USD feed, or its first policy, changed. */
const withFeed = (change: Partial<MethodologyFeed>) =>
  lintMethodology({
    ...sound,
    prices: sound.prices.map((price) => ({
      ...price,
      feeds: price.feeds.map((feed, index) =>
        price.id === "ETH/USD" && index === 0 ? { ...feed, ...change } : feed,
      ),
    })),
  });
const withPolicy = (change: Partial<PricePolicy>) =>
  lintMethodology({
    ...sound,
    policies: sound.policies.map((policy, index) =>
      index === 0 ? { ...policy, ...change } : policy,
    ),
  });
const withParts = (change: Partial<Methodology>) => lintMethodology({ ...sound, ...change });
const valuation = sound.valuation!;
const withValuation = (change: Partial<typeof valuation>) =>
  withParts({ valuation: { ...valuation, ...change } });
const withGroup = (change: Partial<(typeof valuation.correlationGroups)[number]>) =>
  withValuation({
    correlationGroups: valuation.correlationGroups.map((group, index) =>
      index === 0 ? { ...group, ...change } : group,
    ),
  });
const asset = sound.assets[0];
if (asset === undefined) throw new Error("The methodology has assets.");
const FEED = "Feed chainlink:eip155:31337:ETH/USD";
const TWAP = {
  kind: "uniswap-v3",
  pool: "0x0000000000000000000000000000000000000001",
  baseToken: "0x0000000000000000000000000000000000000002",
  baseDecimals: 18,
  quoteDecimals: 6,
  windowSeconds: 1_799,
} as const;

describe("lintMethodology", () => {
  it.each<[string[], string]>([
    [withFeed({ chainId: 5 }), `${FEED} is on chain 5`],
    [withFeed({ upstream: [] }), `${FEED} names no upstream`],
    [withFeed({ heartbeatSeconds: 0 }), `${FEED} needs a positive heartbeat`],
    [withFeed({ futureToleranceSeconds: -1 }), `${FEED} has a future tolerance of -1 s`],
    [withFeed({ minimumWad: 0n }), `${FEED} needs 0 < minimum < maximum`],
    [withFeed({ minimumWad: 9n, maximumWad: 9n }), `${FEED} needs 0 < minimum < maximum`],
    [withFeed({ source: TWAP }), `${FEED} averages over less than 1800 s`],
    [withFeed({ quotedIn: "JPY/USD" }), "no price JPY/USD, which ETH/USD is quoted in"],
    [withFeed({ quotedIn: "ETH/USD" }), "quoted in each other: ETH/USD → ETH/USD"],
    [withPolicy({ softSpreadBps: 301 }), "Policy majors needs 0 < soft spread ≤ hard spread"],
    [withPolicy({ softSpreadBps: 1.5 }), "Policy majors needs 0 < soft spread ≤ hard spread"],
    [withPolicy({ maximumConfidenceBps: 0 }), "Policy majors needs a positive confidence limit"],
    [withPolicy({ lastGoodSeconds: -1 }), "Policy majors needs seconds"],
    [withPolicy({ reason: " " }), "Policy majors gives no reason"],
    [withValuation({ observedRateBps: 10_001 }), "Observed value counts at 10001 bps"],
    [withValuation({ observedRateReason: "" }), "The observed rate gives no reason"],
    [withValuation({ correlationGroups: [] }), "Price ETH/USD is in 0 correlation groups"],
    [withGroup({ liquidityWad: 0n }), "Correlation group ether needs a positive liquidity"],
    [withGroup({ driftBpsPerRootHour: 0 }), "Correlation group ether needs a positive drift"],
    [withGroup({ reason: "" }), "Correlation group ether gives no reason"],
    [
      withParts({
        instruments: [{ instrument: asset.asset, symbol: "vETH", priceId: "JPY/USD" }],
      }),
      "The instrument vETH names an unknown price JPY/USD",
    ],
    [withParts({ riskProfiles: [] }), "names an unknown risk profile native-major"],
    [
      withParts({ riskProfiles: sound.riskProfiles.map((one) => ({ ...one, reason: "" })) }),
      "Risk profile native-major gives no reason",
    ],
    [
      withParts({ assets: [{ ...asset, class: "synthetic" }] }),
      "its risk profile native-major has native",
    ],
    [withParts({ policies: [] }), "Price ETH/USD names an unknown policy majors"],
    [
      withParts({ policies: [...sound.policies, ...sound.policies] }),
      "policy majors is listed more",
    ],
    [withParts({ prices: [] }), `Asset ${asset.asset} names an unknown price ETH/USD`],
    [withParts({ prices: [...sound.prices, ...sound.prices] }), "price ETH/USD is listed more"],
    [withParts({ assets: [asset, asset] }), `asset ${asset.asset} is listed more than once`],
    [withParts({ assets: [{ ...asset, haircutBps: 10_001 }] }), "haircut of 10001 bps"],
    [withParts({ chains: sound.chains.slice(1) }), `Asset ${asset.asset} is on a chain`],
    [withParts({ chains: [...sound.chains, ...sound.chains] }), "chain 31337 is listed more"],
    [
      withParts({ markets: [{ chainId: 9, protocol: "aave-v3", marketId: "aave-v3:main" }] }),
      "Market aave-v3:main is on chain 9",
    ],
    [withParts({ markets: [...sound.markets, ...sound.markets] }), "market 31337:aave-v3:main"],
  ])("finds %s", (problems, expected) => {
    expect(problems.join("\n")).toContain(expected);
  });

  it("finds nothing where nothing is wrong", () => {
    expect(lintMethodology(sound)).toEqual([]);
  });
});
