import type { Abi } from "viem";
import { beforeAll, describe, expect, it } from "vitest";
import { chainBlockSources } from "../../src/blocks/config.ts";
import { registerChainBlocks } from "../../src/blocks/handlers.ts";
import {
  bridgedSupplyContracts,
  bridgedSupplyPollSources,
} from "../../src/oracles/bridged-supply/config.ts";
import { registerBridgedSupply } from "../../src/oracles/bridged-supply/handlers.ts";
import { chainlinkContracts, chainlinkPollSources } from "../../src/oracles/chainlink/config.ts";
import { registerChainlink } from "../../src/oracles/chainlink/handlers.ts";
import { chainlinkCacheContracts } from "../../src/oracles/chainlink-cache/config.ts";
import { registerChainlinkCache } from "../../src/oracles/chainlink-cache/handlers.ts";
import { chronicleContracts } from "../../src/oracles/chronicle/config.ts";
import { registerChronicle } from "../../src/oracles/chronicle/handlers.ts";
import { pythContracts } from "../../src/oracles/pyth/config.ts";
import { registerPyth } from "../../src/oracles/pyth/handlers.ts";
import { rateContracts, ratePollSources } from "../../src/oracles/rates/config.ts";
import { registerRates } from "../../src/oracles/rates/handlers.ts";
import { redstoneContracts } from "../../src/oracles/redstone/config.ts";
import { registerRedstone } from "../../src/oracles/redstone/handlers.ts";
import { sequencerContracts, sequencerPollSources } from "../../src/oracles/sequencer/config.ts";
import { registerSequencer } from "../../src/oracles/sequencer/handlers.ts";
import { uniswapV3Contracts } from "../../src/oracles/uniswap-v3/config.ts";
import { registerUniswapV3 } from "../../src/oracles/uniswap-v3/handlers.ts";
import { aaveV3Contracts } from "../../src/protocols/aave-v3/config.ts";
import { registerAaveV3 } from "../../src/protocols/aave-v3/handlers.ts";
import { ballastVaultContracts } from "../../src/protocols/ballast-vault/config.ts";
import { registerBallastVault } from "../../src/protocols/ballast-vault/handlers.ts";
import { venusContracts } from "../../src/protocols/venus/config.ts";
import { registerVenus } from "../../src/protocols/venus/handlers.ts";
import { wormholeContracts } from "../../src/wormhole/config.ts";
import { registerWormhole } from "../../src/wormhole/handlers.ts";
import { addressOf } from "../support/handler-harness.ts";
import { forgetHandlers, registeredEvents } from "../support/ponder-registry.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

/** A chain with nothing but what every chain has: no Aave, no feeds. */
const network = testNetwork(testChain());
const contracts: Record<string, { abi: Abi; chain: Record<string, unknown> }> = {
  ...aaveV3Contracts(network),
  ...ballastVaultContracts(network),
  ...bridgedSupplyContracts(network),
  ...chainlinkContracts(network),
  ...chainlinkCacheContracts(network),
  ...chronicleContracts(network),
  ...pythContracts(network),
  ...rateContracts(network),
  ...redstoneContracts(network),
  ...sequencerContracts(network),
  ...uniswapV3Contracts(network),
  ...venusContracts(network),
  ...wormholeContracts(network),
};
const blocks = {
  ...chainBlockSources(network),
  ...bridgedSupplyPollSources(network),
  ...chainlinkPollSources(network),
  ...ratePollSources(network),
  ...sequencerPollSources(network),
};

beforeAll(() => {
  forgetHandlers();
  registerAaveV3(network);
  registerBallastVault();
  registerChainBlocks();
  registerBridgedSupply(network);
  registerChainlink(network);
  registerChainlinkCache(network);
  registerChronicle();
  registerPyth();
  registerRates(network);
  registerRedstone(network);
  registerSequencer(network);
  registerUniswapV3();
  registerVenus();
  registerWormhole();
});

describe("registered handlers", () => {
  it("each have a source and an event of it, even where no chain has such contracts", () => {
    const events = registeredEvents().map((name) => name.split(":") as [string, string]);
    expect(events.length).toBeGreaterThan(30);
    for (const [source, event] of events) {
      if (event === "block") expect(Object.keys(blocks)).toContain(source);
      else expect(eventNames(contracts[source]?.abi)).toContain(event);
    }
  });

  it("serve every event that an ABI of the index names", () => {
    const withoutHandler = Object.entries(contracts).flatMap(([source, { abi }]) =>
      eventNames(abi)
        .map((event) => `${source}:${event}`)
        .filter((name) => !registeredEvents().includes(name)),
    );
    expect(withoutHandler).toEqual([
      "AttestationReceiver:EmitterSet",
      "AttestationReceiver:MethodologySet",
    ]);
  });
});

describe("sources", () => {
  it("leave out a chain that has none of a kind", () => {
    expect(contracts.AaveV3Pool?.chain).toEqual({});
    expect(contracts.Pyth?.chain).toEqual({});
    expect(blocks.ChainlinkPoll.chain).toEqual({});
    expect(Object.keys(contracts.WormholeCore?.chain ?? {})).toEqual(["alpha"]);
  });

  it("take each address once, from the earliest start block", () => {
    const feed = { pair: "ETH/USD", heartbeatSeconds: 1, aggregators: [addressOf(2)] };
    const { ChainlinkAggregator, ChainlinkProxy } = chainlinkContracts(
      testNetwork(
        testChain({
          chainlink: [
            { ...feed, proxy: addressOf(1), startBlock: 9 },
            { ...feed, proxy: addressOf(3), startBlock: 4 },
          ],
        }),
      ),
    );
    expect(ChainlinkAggregator.chain.alpha).toEqual({ address: [addressOf(2)], startBlock: 4 });
    expect(ChainlinkProxy.chain.alpha?.address).toEqual([addressOf(1), addressOf(3)]);
  });
});

function eventNames(abi: Abi | undefined): string[] {
  return (abi ?? []).flatMap((item) => (item.type === "event" ? [item.name] : []));
}
