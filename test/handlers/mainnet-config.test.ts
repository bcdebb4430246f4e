import type { Abi } from "viem";
import { toFunctionSignature } from "viem";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { MAINNET_ENVIRONMENT } from "../support/mainnet/mainnet-environment.ts";
import { forgetHandlers, registeredEvents } from "../support/ponder-registry.ts";

type Located = {
  startBlock: number;
  address?: unknown;
  interval?: number;
};
type Source = { abi: Abi; includeCallTraces?: boolean; chain: Record<string, Located> };

let config: {
  chains: Record<string, { id: number; rpc: string[]; disableCache: boolean }>;
  contracts: Record<string, Source>;
  blocks: Record<string, { chain: Record<string, Located> }>;
};

/** Ponder's whole configuration is imported anew. */
const IMPORT_MILLISECONDS = 60_000;

/** Ponder's configuration and the handlers of src/index.ts as `ponder start` loads them on mainnet. */
beforeAll(async () => {
  vi.stubEnv("BALLAST_NETWORK", "mainnet");
  vi.stubEnv("DATABASE_URL", "postgresql://127.0.0.1/ballast");
  for (const [name, value] of Object.entries(MAINNET_ENVIRONMENT)) vi.stubEnv(name, value);
  forgetHandlers();
  config = (await import("../../ponder.config.ts")).default as unknown as typeof config;
  await import("../../src/index.ts");
}, IMPORT_MILLISECONDS);
afterAll(() => {
  vi.unstubAllEnvs();
});

describe("Ponder's configuration of mainnet", () => {
  it("has five chains with their URLs, and keeps what it fetched", () => {
    expect(config.chains).toMatchObject({
      ethereum: { id: 1, rpc: ["https://one.invalid/key-of-ethereum", "https://two.invalid"] },
      base: { id: 8453, rpc: ["https://base.invalid"] },
      arbitrum: { id: 42161 },
      optimism: { id: 10 },
      polygon: { id: 137 },
    });
    for (const { disableCache } of Object.values(config.chains)) expect(disableCache).toBe(false);
  });

  it("has on each chain the contracts that the chain has", () => {
    const chainsOf = (source: string) => Object.keys(config.contracts[source]!.chain).sort();
    const everywhere = ["arbitrum", "base", "ethereum", "optimism", "polygon"];
    for (const source of ["AaveV3Pool", "AaveV3AToken", "MorphoBlue", "MetaMorphoVault"])
      expect([source, chainsOf(source)]).toEqual([source, everywhere]);
    expect(chainsOf("MakerVat")).toEqual(["ethereum"]);
    expect(chainsOf("Pyth")).toEqual(["base", "ethereum"]);
    expect(chainsOf("ChainlinkProxy")).toEqual(everywhere);
    // Aggregators are not known before the proxies are asked.
    expect(chainsOf("ChainlinkAggregator")).toEqual([]);
    for (const source of ["BallastVault", "AttestationReceiver"])
      expect([source, chainsOf(source)]).toEqual([source, []]);
  });

  it("starts every source at a block", () => {
    const located = [...Object.values(config.contracts), ...Object.values(config.blocks)].flatMap(
      ({ chain }) => Object.values(chain),
    );
    expect(located.length).toBeGreaterThan(40);
    for (const { startBlock } of located) expect(startBlock).toBeGreaterThan(0);
    expect(config.blocks.ChainlinkPoll?.chain.arbitrum).toEqual({
      startBlock: 450_000_000,
      interval: 240,
    });
  });

  it("has an ABI item for everything that a handler is registered for", () => {
    expect(registeredEvents().length).toBeGreaterThan(60);
    const unknown = registeredEvents().filter((name) => {
      const event = name.indexOf(":");
      if (event >= 0) {
        const [source, item] = [name.slice(0, event), name.slice(event + 1)];
        if (item === "block") return !(source in config.blocks);
        return !eventNames(config.contracts[source]).includes(item);
      }
      const call = name.indexOf(".");
      const source = config.contracts[name.slice(0, call)];
      return (
        source?.includeCallTraces !== true || !callNames(source).includes(name.slice(call + 1))
      );
    });
    expect(unknown).toEqual([]);
  });

  it("has no source without a handler", () => {
    const sources = new Set(registeredEvents().map((name) => name.split(/[:.]/)[0]!));
    expect(
      [...Object.keys(config.contracts), ...Object.keys(config.blocks)].filter(
        (source) => !sources.has(source),
      ),
    ).toEqual(["ChainlinkProxy", "RateProvider"]);
  });
});

function eventNames(source: Source | undefined): string[] {
  return (source?.abi ?? []).flatMap((item) => (item.type === "event" ? [item.name] : []));
}

/** As Ponder names calls: `drip()`, or with its parameters where an ABI has several of that name. */
function callNames({ abi }: Source): string[] {
  const functions = abi.filter((item) => item.type === "function");
  return functions.map((item) => {
    const overloaded = functions.filter(({ name }) => name === item.name).length > 1;
    if (!overloaded) return `${item.name}()`;
    const parameters = item.inputs.map(({ type, name }) => `${type} ${name}`).join(", ");
    return `${toFunctionSignature(item).split("(")[0]}(${parameters})`;
  });
}
