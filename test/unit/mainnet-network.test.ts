import { readdirSync, readFileSync } from "node:fs";
import { contracts } from "@wormhole-foundation/sdk-base";
import { getAddress } from "viem";
import * as viemChains from "viem/chains";
import { describe, expect, it } from "vitest";
import { readEnvironment, readNetwork } from "../../config/environment.ts";
import { mainnetChains, mainnetNetwork } from "../../config/mainnet/mainnet-network.ts";
import { findChain } from "../../src/chains.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { MAINNET_ENVIRONMENT } from "../support/mainnet/mainnet-environment.ts";

const network = mainnetNetwork(MAINNET_ENVIRONMENT);
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** Every string below a value that has the form of an address. */
function addressesIn(value: unknown): string[] {
  if (typeof value === "string") return ADDRESS.test(value) ? [value] : [];
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(addressesIn)
    : [];
}

/** Every number below a value that is named startBlock. */
function startBlocksIn(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === "startBlock" ? [member as number] : startBlocksIn(member),
  );
}

const problemOf = (environment: Parameters<typeof mainnetNetwork>[0]): string => {
  try {
    mainnetNetwork(environment);
  } catch (error) {
    if (error instanceof BallastError) return error.message;
    throw error;
  }
  throw new Error("The environment was accepted.");
};

describe.each(mainnetChains)("the tables of $name", (chain) => {
  it("have every address with its checksum", () => {
    const addresses = addressesIn(chain);
    expect(addresses.length).toBeGreaterThan(30);
    expect(addresses.filter((address) => getAddress(address) !== address)).toEqual([]);
  });

  it("start every contract at a block of its chain's past", () => {
    const blocks = startBlocksIn(chain);
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const block of blocks) {
      expect(Number.isInteger(block) && block > 0).toBe(true);
      expect(block).toBeLessThan(chain.historyStartBlock);
    }
  });

  it("have each token and each feed once", () => {
    for (const keys of [
      chain.tokens.map(({ address }) => address),
      chain.chainlink.map(({ pair }) => pair),
      chain.chainlink.map(({ proxy }) => proxy),
      chain.pyth.feeds.map(({ pair }) => pair),
    ])
      expect(new Set(keys).size).toBe(keys.length);
  });

  it("have Wormhole's core as its SDK has it", () => {
    const { name } = findChain(chain.chainId)!;
    expect(chain.wormholeCore).toBe(contracts.coreBridge("Mainnet", name as "Base"));
  });
});

describe("mainnetNetwork", () => {
  it("assembles five chains with every protocol that each has", () => {
    expect(
      network.chains.map(({ name, chainId, aaveV3, morphoBlue, metaMorpho, erc4626, maker }) => ({
        name,
        chainId,
        aaveV3: aaveV3.map(({ id }) => id),
        others: [morphoBlue, metaMorpho, erc4626, maker].map(({ length }) => length),
      })),
    ).toEqual([
      {
        name: "ethereum",
        chainId: 1,
        aaveV3: ["core", "lido", "etherfi", "horizon"],
        others: [1, 2, 2, 1],
      },
      { name: "base", chainId: 8453, aaveV3: ["core"], others: [1, 2, 0, 0] },
      { name: "arbitrum", chainId: 42161, aaveV3: ["core"], others: [1, 1, 0, 0] },
      { name: "optimism", chainId: 10, aaveV3: ["core"], others: [1, 1, 0, 0] },
      { name: "polygon", chainId: 137, aaveV3: ["core"], others: [1, 1, 0, 0] },
    ]);
    expect(network).toMatchObject({ name: "mainnet", simulated: false, attestation: null });
  });

  it("has every address in lower case, and a start block for every contract", () => {
    const addresses = addressesIn(network.chains);
    expect(addresses.filter((address) => address !== address.toLowerCase())).toEqual([]);
    expect(startBlocksIn(network.chains).filter((block) => !(block > 0))).toEqual([]);
  });

  it("polls by the pace of each chain, and looks at feeds once a minute", () => {
    for (const chain of network.chains) {
      const { typicalBlockMilliseconds } = findChain(chain.chainId)!;
      expect(chain.pollingIntervalMilliseconds).toBeGreaterThanOrEqual(1_000);
      expect(chain.chainlinkPhaseIntervalBlocks * typicalBlockMilliseconds).toBe(60_000);
    }
  });

  it("takes several RPC URLs per chain in their order, and no other ones", () => {
    expect(Object.fromEntries(network.chains.map(({ name, rpcUrls }) => [name, rpcUrls]))).toEqual({
      ethereum: ["https://one.invalid/key-of-ethereum", "https://two.invalid"],
      base: ["https://base.invalid"],
      arbitrum: ["https://arbitrum.invalid", "https://second.arbitrum.invalid"],
      optimism: ["https://optimism.invalid"],
      polygon: ["https://polygon.invalid"],
    });
  });

  it("knows no public endpoint", () => {
    const folder = new URL("../../config/mainnet/", import.meta.url);
    const code = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
    const text = [...code, JSON.stringify(mainnetChains), JSON.stringify(network)].join("\n");
    const endpoints = Object.values(viemChains)
      .filter(({ id }) => network.chains.some(({ chainId }) => chainId === id))
      .flatMap(({ rpcUrls }) => Object.values(rpcUrls).flatMap(({ http }) => [...http]));
    expect(endpoints.length).toBeGreaterThan(4);
    expect(endpoints.filter((url) => text.includes(new URL(url).hostname))).toEqual([]);
    expect(code.join("\n")).not.toMatch(/https?:\/\/[a-z]/);
  });

  it("follows only the chains and protocols that are named", () => {
    const { chains } = mainnetNetwork({
      BALLAST_CHAINS: "base, ethereum",
      BALLAST_PROTOCOLS: "aave-v3 maker",
      BALLAST_RPC_ETHEREUM: "http://127.0.0.1:1",
      BALLAST_RPC_BASE: "http://127.0.0.1:2",
      BALLAST_START_BLOCK_BASE: 46_000_000,
    });
    expect(chains.map(({ name }) => name)).toEqual(["ethereum", "base"]);
    expect(chains.map(({ startBlock }) => startBlock)).toEqual([25_000_000, 46_000_000]);
    expect(chains.map(({ aaveV3 }) => aaveV3.length)).toEqual([4, 1]);
    expect(chains.map(({ maker }) => maker.length)).toEqual([1, 0]);
    for (const { morphoBlue, metaMorpho, erc4626, wormhole } of chains)
      expect([morphoBlue, metaMorpho, erc4626, wormhole]).toEqual([[], [], [], null]);
  });

  it.each<[Parameters<typeof mainnetNetwork>[0], string]>([
    [{}, "BALLAST_RPC_ETHEREUM is not set."],
    [{ ...MAINNET_ENVIRONMENT, BALLAST_RPC_POLYGON: " , " }, "BALLAST_RPC_POLYGON is not set."],
    [
      { ...MAINNET_ENVIRONMENT, BALLAST_CHAINS: "base,solana" },
      "BALLAST_CHAINS does not know solana. It may name ethereum, base, arbitrum, optimism, polygon.",
    ],
    [{ ...MAINNET_ENVIRONMENT, BALLAST_CHAINS: "," }, "BALLAST_CHAINS names nothing."],
    [
      { ...MAINNET_ENVIRONMENT, BALLAST_PROTOCOLS: "euler" },
      "BALLAST_PROTOCOLS does not know euler. It may name aave-v3, morpho-blue,",
    ],
    [
      { ...MAINNET_ENVIRONMENT, BALLAST_CHAINS: "base", BALLAST_PROTOCOLS: "maker" },
      "BALLAST_PROTOCOLS names maker, which is on none of the chains base.",
    ],
  ])("refuses %j", (environment, message) => {
    expect(problemOf(environment)).toContain(message);
  });

  it.each(["https://a.invalid/secret one-more-secret", "https://a.invalid/secret,wss://k.invalid"])(
    "says where a URL is wrong without repeating it: %s",
    (urls) => {
      const problem = problemOf({ ...MAINNET_ENVIRONMENT, BALLAST_RPC_BASE: urls });
      expect(problem).toContain("BALLAST_RPC_BASE: entry 2 of 2 is no http(s) URL.");
      expect(problem).not.toMatch(/secret|invalid/);
    },
  );
});

describe("readNetwork", () => {
  const environment = {
    DATABASE_URL: "postgresql://127.0.0.1/ballast",
    BALLAST_NETWORK: "mainnet",
    ...MAINNET_ENVIRONMENT,
  };

  it("reads mainnet from the variables, and needs no manifest", () => {
    const read = readNetwork(
      readEnvironment({ ...environment, BALLAST_CHAINS: "", BALLAST_START_BLOCK_ETHEREUM: "9" }),
    );
    expect(read.chains.map(({ startBlock }) => startBlock)).toEqual([
      9,
      ...network.chains.slice(1).map(({ startBlock }) => startBlock),
    ]);
  });

  it("names a start block that is none", () => {
    expect(() => readEnvironment({ ...environment, BALLAST_START_BLOCK_BASE: "soon" })).toThrow(
      'BALLAST_START_BLOCK_BASE is "soon"',
    );
  });
});
