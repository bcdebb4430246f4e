import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEnvironment, readNetwork } from "../../config/environment.ts";
import type { HttpFeedService, Network } from "../../config/network.ts";
import { methodologyText } from "../../src/api/methodology/hash-methodology.ts";
import { lintMethodology } from "../../src/api/methodology/lint-methodology.ts";
import type { MethodologyFeed } from "../../src/api/methodology/methodology.ts";
import { methodologyOf } from "../../src/api/methodology/methodology-of.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { groupByUpstream } from "../../src/api/pricing/group-by-upstream.ts";
import { MAINNET_ENVIRONMENT } from "../support/mainnet/mainnet-environment.ts";
import { makeNetwork } from "../support/pricing/make-network.ts";
import { realPythSigners } from "../support/real-hermes-answer.ts";

const hermes: HttpFeedService = {
  kind: "hermes",
  urls: ["https://hermes.invalid/KEY"],
  feeds: [{ pair: "ETH/USD", priceId: `0x${"ab".repeat(32)}` }],
  signers: null,
};
const defillama: HttpFeedService = {
  kind: "defillama",
  urls: ["https://llama.invalid/KEY"],
  feeds: [{ pair: "DAI/USD", coin: "coingecko:dai" }],
};
const withFeeds = (...httpFeeds: HttpFeedService[]): Network => ({ ...makeNetwork(), httpFeeds });

function feedsOf(network: Network, priceId: string): readonly MethodologyFeed[] {
  return methodologyOf(network).prices.find(({ id }) => id === priceId)!.feeds;
}

describe("feeds over HTTP in the methodology", () => {
  it("of Hermes are one vote with Pyth's contracts on every chain", () => {
    const feeds = feedsOf(withFeeds(hermes, defillama), "ETH/USD");
    expect(feeds.find(({ id }) => id === "hermes:ETH/USD")).toMatchObject({
      chainId: null,
      source: { kind: "hermes", priceId: `0x${"ab".repeat(32)}`, trust: "operator" },
      upstream: ["pyth:ETH/USD"],
    });
    const groups = groupByUpstream(feeds);
    const pyth = feeds.filter(({ id }) => id.startsWith("pyth:")).map(({ id }) => groups.get(id));
    expect(new Set([...pyth, groups.get("hermes:ETH/USD")]).size).toBe(1);
    const without = groupByUpstream(feedsOf(withFeeds(), "ETH/USD"));
    expect(new Set(groups.values()).size).toBe(new Set(without.values()).size);
  });

  it("of DefiLlama are an upstream of their own", () => {
    const feeds = feedsOf(withFeeds(hermes, defillama), "DAI/USD");
    const groups = groupByUpstream(feeds);
    const own = groups.get("defillama:DAI/USD");
    expect([...groups].filter(([, group]) => group === own)).toEqual([["defillama:DAI/USD", own]]);
  });

  it("say who vouches for them, and nothing of how they are reached", () => {
    const signed: HttpFeedService = { ...hermes, signers: realPythSigners };
    expect(feedsOf(withFeeds(signed), "ETH/USD").at(-1)?.source).toMatchObject({
      trust: "signatures",
    });
    expect(readMethodology(withFeeds(signed)).hash).not.toBe(
      readMethodology(withFeeds(hermes)).hash,
    );
    const elsewhere = readMethodology(withFeeds({ ...hermes, urls: ["https://other.invalid"] }));
    expect(elsewhere.hash).toBe(readMethodology(withFeeds(hermes)).hash);
    expect(methodologyText(methodologyOf(withFeeds(hermes)))).not.toContain("KEY");
  });

  it("have no chain, which the check demands", () => {
    const methodology = methodologyOf(withFeeds(hermes));
    expect(lintMethodology(methodology)).toEqual([]);
    const prices = methodology.prices.map((price) => ({
      ...price,
      feeds: price.feeds.map((feed) => ({
        ...feed,
        chainId: feed.chainId === null ? 31_337 : null,
      })),
    }));
    const problems = lintMethodology({ ...methodology, prices });
    expect(problems).toContain(
      "Feed hermes:ETH/USD is on chain 31337, which the methodology does not cover.",
    );
    expect(problems).toContain(
      "Feed pyth:eip155:31337:ETH/USD is on chain null, which the methodology does not cover.",
    );
  });
});

describe("the environment of public chains", () => {
  const directory = mkdtempSync(join(tmpdir(), "ballast-signers-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const read = (variables: Record<string, string>) =>
    readNetwork(
      readEnvironment({
        ...MAINNET_ENVIRONMENT,
        ...variables,
        BALLAST_NETWORK: "mainnet",
        DATABASE_URL: "postgresql://127.0.0.1/x",
      }),
    );
  const file = (content: unknown) => {
    const path = join(directory, "signers.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("has no feed over HTTP unless it names a service", () => {
    expect(read({}).httpFeeds).toEqual([]);
    expect(read({ BALLAST_HERMES_URLS: "", BALLAST_DEFILLAMA_URLS: " " }).httpFeeds).toEqual([]);
  });

  it("names services by their URLs, several for failover, and a methodology holds together", () => {
    const network = read({
      BALLAST_HERMES_URLS: "https://one.invalid/KEY, https://two.invalid",
      BALLAST_DEFILLAMA_URLS: "https://llama.invalid",
    });
    expect(network.httpFeeds.map(({ kind, urls }) => [kind, urls.length])).toEqual([
      ["hermes", 2],
      ["defillama", 1],
    ]);
    const { prices } = readMethodology(network);
    const usdc = prices.find(({ id }) => id === "USDC/USD")!.feeds.map(({ id }) => id);
    expect(usdc).toContain("hermes:USDC/USD");
    expect(usdc).toContain("defillama:USDC/USD");
  });

  it("takes signers from a file, and refuses one of another form", () => {
    const urls = { BALLAST_HERMES_URLS: "https://one.invalid" };
    const signed = read({ ...urls, BALLAST_HERMES_SIGNERS: file(realPythSigners) });
    expect(signed.httpFeeds).toMatchObject([{ kind: "hermes", signers: realPythSigners }]);
    expect(read(urls).httpFeeds).toMatchObject([{ signers: null }]);
    for (const content of [
      "no JSON",
      { ...realPythSigners, quorum: 20 },
      {
        ...realPythSigners,
        addresses: [realPythSigners.addresses[0], realPythSigners.addresses[0]],
      },
      { ...realPythSigners, emitterAddress: "0x1" },
    ]) {
      expect(() => read({ ...urls, BALLAST_HERMES_SIGNERS: file(content) })).toThrow(
        /BALLAST_HERMES_SIGNERS/,
      );
    }
  });

  it("does not repeat a URL that is none", () => {
    expect(() => read({ BALLAST_HERMES_URLS: "https://ok.invalid,ftp://SECRET" })).toThrow(
      /^BALLAST_HERMES_URLS: entry 2 of 2 is no http\(s\) URL\.(?!.*SECRET)/,
    );
  });
});
