import { describe, expect, it } from "vitest";
import { hashMethodology, methodologyText } from "../../src/api/methodology/hash-methodology.ts";
import { lintMethodology } from "../../src/api/methodology/lint-methodology.ts";
import { methodologyOf } from "../../src/api/methodology/methodology-of.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { groupByUpstream } from "../../src/api/pricing/group-by-upstream.ts";
import { makeNetwork } from "../support/pricing/make-network.ts";

const network = makeNetwork();
const [alpha, beta] = network.chains;
if (alpha === undefined || beta === undefined) throw new Error("The network has two chains.");

describe("methodologyOf", () => {
  const methodology = methodologyOf(network);
  const price = (id: string) => methodology.prices.find((one) => one.id === id);

  it("prices every token of both chains, once per asset", () => {
    expect(methodology.prices.map((one) => one.id)).toEqual(["ETH/USD", "USDC/USD", "DAI/USD"]);
    expect(
      methodology.assets.map(({ asset, symbol, priceId }) => [asset.slice(0, 12), symbol, priceId]),
    ).toEqual([
      ["eip155:31337", "WETH", "ETH/USD"],
      ["eip155:31337", "USDC", "USDC/USD"],
      ["eip155:31337", "DAI", "DAI/USD"],
      ["eip155:31338", "WETH", "ETH/USD"],
      ["eip155:31338", "USDC", "USDC/USD"],
      ["eip155:31338", "DAI", "DAI/USD"],
    ]);
  });

  it("counts a provider once over both chains, and each pool for itself", () => {
    const feeds = price("ETH/USD")?.feeds ?? [];
    expect(feeds.map((feed) => feed.id)).toEqual([
      "chainlink:eip155:31337:ETH/USD",
      "pyth:eip155:31337:ETH/USD",
      "redstone:eip155:31337:ETH/USD",
      `uniswap-v3:eip155:31337:${alpha.uniswapV3[0]?.pool}`,
      "chainlink:eip155:31338:ETH/USD",
      "pyth:eip155:31338:ETH/USD",
      `uniswap-v3:eip155:31338:${beta.uniswapV3[0]?.pool}`,
    ]);
    expect(new Set(groupByUpstream(feeds).values()).size).toBe(5);
    expect(new Set(groupByUpstream(price("DAI/USD")?.feeds ?? []).values()).size).toBe(3);
  });

  it("counts Chainlink's standard, SVR and cached feeds of a pair as one vote, Chronicle's as another", () => {
    const [standard] = alpha.chainlink;
    const feed = { pair: "ETH/USD", heartbeatSeconds: 3_600, startBlock: 1 };
    const chain = {
      ...alpha,
      pyth: null,
      redstone: [],
      uniswapV3: [],
      chainlink: [
        { ...feed, proxy: standard!.proxy, aggregators: [], svr: "standard" as const },
        { ...feed, proxy: beta.wormhole!.core, aggregators: [], svr: "secondary" as const },
      ],
      chainlinkCache: [
        {
          ...feed,
          cache: alpha.wormhole!.core,
          dataId: "0x01aabbccdd0003320000000000000000" as const,
          proxy: null,
        },
      ],
      chronicle: [{ ...feed, scribe: alpha.wormhole!.core }],
    };
    const tokens = alpha.tokens.filter(({ symbol }) => symbol === "WETH");
    const methodology = readMethodology({ ...network, chains: [{ ...chain, tokens }] });
    const feeds = methodology.prices.flatMap((one) => one.feeds);
    expect([...groupByUpstream(feeds)]).toEqual([
      ["chainlink-cache:eip155:31337:ETH/USD", 0],
      ["chainlink:eip155:31337:ETH/USD", 0],
      ["chainlink:eip155:31337:ETH/USD:svr", 0],
      ["chronicle:eip155:31337:ETH/USD", 1],
    ]);
  });

  it("refuses a data id that states no decimals", () => {
    const feed = { pair: "ETH/USD", heartbeatSeconds: 3_600, startBlock: 1, proxy: null };
    const dataId = "0x01aabbccdd0003040000000000000000" as const;
    const chainlinkCache = [{ ...feed, cache: alpha.wormhole!.core, dataId }];
    expect(() => readMethodology({ ...network, chains: [{ ...alpha, chainlinkCache }] })).toThrow(
      `Feed chainlink-cache:eip155:31337:ETH/USD: The data id ${dataId} is of no decimal report.`,
    );
  });

  it("names the sequencers that are watched, with their grace", () => {
    const sequencer = {
      feed: beta.wormhole!.core,
      kind: "proxy",
      graceSeconds: 3_600,
      startBlock: 1,
    } as const;
    const watched = methodologyOf({ ...network, chains: [alpha, { ...beta, sequencer }] });
    expect(watched.sequencers).toEqual([
      { chainId: beta.chainId, feed: sequencer.feed, graceSeconds: 3_600 },
    ]);
    expect(lintMethodology({ ...watched, chains: watched.chains.slice(0, 1) })).toContain(
      `The sequencer of chain ${beta.chainId} is watched, which the methodology does not cover.`,
    );
  });

  it.each(["WETH/USDC", "USDC/WETH"])("reads the pool %s as WETH in USDC", (pair) => {
    const swapped = {
      ...network,
      chains: [{ ...alpha, uniswapV3: alpha.uniswapV3.map((pool) => ({ ...pool, pair })) }],
    };
    const feed = methodologyOf(swapped)
      .prices.flatMap((one) => one.feeds)
      .find((one) => one.source.kind === "uniswap-v3");
    expect(feed).toMatchObject({
      quotedIn: "USDC/USD",
      source: { baseToken: alpha.tokens[0]?.address, baseDecimals: 18, quoteDecimals: 6 },
    });
  });

  it("leaves a token without an agreed class out instead of guessing one", () => {
    const tokens = [
      ...alpha.tokens,
      { symbol: "PEPE", address: beta.wormhole!.core, decimals: 18 },
    ];
    const assets = methodologyOf({ ...network, chains: [{ ...alpha, tokens }] }).assets;
    expect(assets.map((asset) => asset.symbol)).toEqual(["WETH", "USDC", "DAI"]);
  });

  it("names a pool of unknown tokens", () => {
    const uniswapV3 = [{ pair: "WETH/PEPE", pool: alpha.wormhole!.core, startBlock: 0 }];
    expect(() => methodologyOf({ ...network, chains: [{ ...alpha, uniswapV3 }] })).toThrow(
      '"WETH/PEPE" on alpha',
    );
  });
});

describe("readMethodology", () => {
  it("is sound and hashed, and the same network has the same hash", () => {
    const methodology = readMethodology(network);
    expect(lintMethodology(methodology)).toEqual([]);
    expect(methodology.hash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(readMethodology(makeNetwork()).hash).toBe(methodology.hash);
    expect(hashMethodology(methodology)).toBe(methodology.hash);
    expect(JSON.parse(methodologyText(methodology))).not.toHaveProperty("hash");
  });

  it("has another hash when a single number of it changes", () => {
    const methodology = readMethodology(network);
    const [first, ...rest] = methodology.assets;
    if (first === undefined) throw new Error("There is no asset.");
    const changed = { ...methodology, assets: [{ ...first, haircutBps: 2_001 }, ...rest] };
    expect(hashMethodology(changed)).not.toBe(methodology.hash);
  });

  it("does not depend on how the chains are reached", () => {
    const chains = network.chains.map((chain) => ({ ...chain, rpcUrls: ["http://127.0.0.1:9"] }));
    expect(readMethodology({ ...network, chains }).hash).toBe(readMethodology(network).hash);
  });

  it("refuses a token without any feed, naming it", () => {
    const chains = [{ ...alpha, chainlink: [], pyth: null, redstone: [], uniswapV3: [] }];
    expect(() => readMethodology({ ...network, chains })).toThrow("Price DAI/USD has no feed.");
  });

  it("refuses two feeds with one name", () => {
    const chains = [{ ...alpha, chainlink: [...alpha.chainlink, ...alpha.chainlink] }];
    expect(() => readMethodology({ ...network, chains })).toThrow(
      "The feed chainlink:eip155:31337:DAI/USD is listed more than once.",
    );
  });
});
