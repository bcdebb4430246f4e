import * as AaveV3Arbitrum from "@aave-dao/aave-address-book/AaveV3Arbitrum";
import * as AaveV3Base from "@aave-dao/aave-address-book/AaveV3Base";
import * as AaveV3Ethereum from "@aave-dao/aave-address-book/AaveV3Ethereum";
import * as AaveV3Optimism from "@aave-dao/aave-address-book/AaveV3Optimism";
import * as AaveV3Polygon from "@aave-dao/aave-address-book/AaveV3Polygon";
import { describe, expect, it } from "vitest";
import { mainnetNetwork } from "../../config/mainnet/mainnet-network.ts";
import { lintMethodology } from "../../src/api/methodology/lint-methodology.ts";
import { ASSET_CLASSES } from "../../src/api/methodology/methodology.ts";
import { methodologyOf } from "../../src/api/methodology/methodology-of.ts";
import { groupByUpstream } from "../../src/api/pricing/group-by-upstream.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import { MAINNET_ENVIRONMENT } from "../support/mainnet/mainnet-environment.ts";

const network = mainnetNetwork(MAINNET_ENVIRONMENT);
const methodology = methodologyOf(network);
const priceOf = (id: string) => methodology.prices.find((price) => price.id === id);

describe("the methodology of mainnet", () => {
  it("holds together", () => {
    expect(lintMethodology(methodology)).toEqual([]);
    expect(methodology).toMatchObject({ version: "mainnet-5", network: "mainnet" });
  });

  it.each(["ethereum", "base", "arbitrum", "optimism", "polygon"])(
    "holds together on %s alone",
    (name) => {
      const alone = methodologyOf(mainnetNetwork({ ...MAINNET_ENVIRONMENT, BALLAST_CHAINS: name }));
      expect(lintMethodology(alone)).toEqual([]);
      expect(alone.assets.map(({ symbol }) => symbol)).toContain("WETH");
    },
  );

  it("brings every feed down to USD, by way of another price where it has to", () => {
    const unitsOf = (priceId: string): string[] => {
      const price = priceOf(priceId);
      if (price === undefined) throw new Error(`There is no price ${priceId}.`);
      const { feeds, derived } = price;
      if (derived !== undefined) return unitsOf(derived.basePriceId);
      return feeds.flatMap(({ quotedIn }) => (quotedIn === null ? ["USD"] : unitsOf(quotedIn)));
    };
    for (const { id, feeds, derived } of methodology.prices) {
      expect(id).toMatch(/^[A-Z0-9]+(-market)?\/USD$/);
      expect(feeds.length > 0).toBe(derived === undefined);
      expect(new Set(unitsOf(id))).toEqual(new Set(["USD"]));
    }
    const quotes = methodology.prices.flatMap(({ feeds }) => feeds.map(({ quotedIn }) => quotedIn));
    expect(new Set(quotes)).toEqual(new Set([null, "ETH/USD", "BTC/USD"]));
  });

  it("takes each feed's units from the name of its pair", () => {
    const feeds = new Map(
      methodology.prices.flatMap(({ id, feeds }) =>
        feeds.map((feed) => [feed.id, { ...feed, id }]),
      ),
    );
    for (const { chainId, chainlink, pyth } of network.chains)
      for (const [kind, pair] of [
        ...chainlink.map(({ pair }) => ["chainlink", pair] as const),
        ...(pyth?.feeds ?? []).map(({ pair }) => ["pyth", pair] as const),
      ]) {
        const [base, quote] = pair.split("/");
        const feed = feeds.get(`${kind}:eip155:${chainId}:${pair}`);
        if (feed === undefined) continue;
        expect([feed.id.replace("-market", ""), feed.quotedIn]).toEqual([
          `${base}/USD`,
          quote === "USD" ? null : `${quote}/USD`,
        ]);
      }
  });

  it("uses every feed that the network follows", () => {
    const used = new Set(methodology.prices.flatMap(({ feeds }) => feeds.map(({ id }) => id)));
    const followed = network.chains.flatMap(({ chainId, chainlink, pyth }) => [
      ...chainlink.map(({ pair }) => `chainlink:eip155:${chainId}:${pair}`),
      ...(pyth?.feeds ?? []).map(({ pair }) => `pyth:eip155:${chainId}:${pair}`),
    ]);
    expect(followed.filter((id) => !used.has(id))).toEqual([]);
  });

  it("counts a provider once per price, over chains and over units", () => {
    const votes = (id: string) => new Set(groupByUpstream(priceOf(id)!.feeds).values()).size;
    expect(Object.fromEntries(methodology.prices.map(({ id }) => [id, votes(id)]))).toMatchObject({
      "ETH/USD": 2,
      "BTC/USD": 1,
      "USDC/USD": 2,
      "WBTC/USD": 1,
      "CBETH-market/USD": 2,
      "WSTETH-market/USD": 2,
    });
  });

  it("prices a staking token by its own rate where its chain is followed, beside its markets", () => {
    const [, reports] = network.chains[0]!.rates.map(({ updates }) => updates);
    expect(reports).toBe("0xbe9895146f7af43049ca1c1ae358b0541ea49704");
    for (const unit of ["WSTETH", "CBETH", "RETH", "WEETH"]) {
      expect(priceOf(`${unit}/USD`)).toMatchObject({
        feeds: [],
        derived: { basePriceId: "ETH/USD", marketPriceId: `${unit}-market/USD` },
      });
    }
    const base = methodologyOf(mainnetNetwork({ ...MAINNET_ENVIRONMENT, BALLAST_CHAINS: "base" }));
    const alone = base.prices.find(({ id }) => id === "WSTETH/USD");
    expect(alone?.derived).toBeUndefined();
    expect(alone?.feeds.length).toBeGreaterThan(0);
  });

  it("has a price for the base tokens of Perp v2 that feeds quote, which are no assets", () => {
    const { instruments = [], assets } = methodology;
    expect(instruments).toContainEqual({
      instrument: "eip155:10/erc20:0x8c835dfaa34e2ae61775e80ee29e2c724c6ae2bb",
      symbol: "vETH",
      priceId: "ETH/USD",
    });
    expect(instruments.map(({ symbol }) => symbol)).toEqual([
      "vAAVE",
      "vBTC",
      "vCRV",
      "vETH",
      "vLINK",
      "vOP",
    ]);
    const held = new Set(assets.map(({ asset }) => asset));
    expect(instruments.filter(({ instrument }) => held.has(instrument))).toEqual([]);
  });

  it("classes every asset, with a haircut and a reason", () => {
    const classes = new Set<string>(ASSET_CLASSES);
    const profiles = new Map(methodology.riskProfiles.map((profile) => [profile.id, profile]));
    for (const { class: assetClass, riskProfileId, haircutBps } of methodology.assets) {
      expect(classes).toContain(assetClass);
      expect(profiles.get(riskProfileId)?.reason).toBeTruthy();
      expect(haircutBps).toBeGreaterThan(0);
    }
    expect(new Set(methodology.assets.map((asset) => asset.class))).toEqual(classes);
  });

  it("names bridged stablecoins apart from native ones", () => {
    const assets = (symbol: string) =>
      methodology.assets.filter((asset) => asset.symbol === symbol);
    expect(assets("USDC.e").map(({ asset }) => asset)).toEqual([
      "eip155:42161/erc20:0xff970a61a04b1ca14834a43f5de4533ebddb5cc8",
      "eip155:10/erc20:0x7f5c764cbc14f9669b88837ca1490cca17c31607",
      "eip155:137/erc20:0x2791bca1f2de4661ed88a30c99a7a9449aa84174",
    ]);
    expect(assets("USDC").map(({ asset }) => asset)).toContain(
      "eip155:42161/erc20:0xaf88d065e77c8cc2239327c5edb3a432268e5831",
    );
    for (const { riskProfileId } of assets("USDC.e")) expect(riskProfileId).toBe("stable-bridged");
  });

  it("leaves out what has no agreed class or no market feed, and nothing else", () => {
    const covered = new Set(methodology.assets.map(({ asset }) => asset));
    const leftOut = network.chains.map(({ name, chainId, tokens }) => [
      name,
      tokens
        .filter(({ address }) => !covered.has(assetCaip19(chainId, address)))
        .map(({ symbol }) => symbol)
        .join(" "),
    ]);
    expect(Object.fromEntries(leftOut)).toMatchInlineSnapshot(`
      {
        "arbitrum": "EURS",
        "base": "wrsETH syrupUSDC",
        "ethereum": "sDAI osETH ETHx eBTC PT_eUSDE_29MAY2025 PT_sUSDE_31JUL2025 PT_USDe_31JUL2025 PT_eUSDE_14AUG2025 eUSDe FBTC PT_sUSDE_25SEP2025 PT_USDe_25SEP2025 tETH PT_sUSDE_27NOV2025 PT_USDe_27NOV2025 PT_USDe_5FEB2026 PT_sUSDE_5FEB2026 mUSD syrupUSDT PT_USDe_7MAY2026 PT_sUSDE_7MAY2026 PT_srUSDe_2APR2026 BTC.b PT_srUSDe_25JUN2026 PT_USDG_28MAY2026 PT_srUSDe_22OCT2026 USTB USCC USYC JTRSY JAAA VBILL ACRED mGLOBAL",
        "optimism": "",
        "polygon": "DPI EURS jEUR EURA stMATIC MaticX",
      }
    `);
  });

  it("reads the proxy that Aave reads, where Aave reads a standard market feed", async () => {
    const books = {
      ethereum: AaveV3Ethereum,
      base: AaveV3Base,
      arbitrum: AaveV3Arbitrum,
      optimism: AaveV3Optimism,
      polygon: AaveV3Polygon,
    };
    let compared = 0;
    for (const { name, chainId, chainlink } of network.chains) {
      const feedOf = new Map(chainlink.map(({ proxy, pair }) => [proxy, pair]));
      const assets = Object.values(books[name as keyof typeof books].ASSETS);
      for (const { UNDERLYING, ORACLE } of assets) {
        const pair = feedOf.get(ORACLE.toLowerCase() as `0x${string}`);
        const asset = methodology.assets.find(
          (one) => one.asset === assetCaip19(chainId, UNDERLYING),
        );
        // Aave prices WBTC and cbBTC as bitcoin; Ballast asks what they themselves cost.
        if (pair === undefined || asset === undefined || pair === "BTC/USD") continue;
        expect([asset.symbol, asset.priceId]).toEqual([asset.symbol, pair]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});
