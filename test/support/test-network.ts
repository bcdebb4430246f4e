import type { Network, NetworkChain } from "../../config/network.ts";
import { addressOf } from "./handler-harness.ts";

/** A chain of no consequence, for handlers that look something up in the network. */
export function testChain(change: Partial<NetworkChain> = {}): NetworkChain {
  return {
    name: "alpha",
    chainId: 31_337,
    wormholeChainId: 2,
    observers: { watching: 19, needed: 13 },
    rpcUrls: ["http://127.0.0.1:1"],
    startBlock: 1,
    pollingIntervalMilliseconds: 200,
    chainlinkPhaseIntervalBlocks: 1,
    sampleIntervalBlocks: 1,
    tokens: [],
    aaveV3: [],
    chainlink: [],
    chainlinkCache: [],
    chronicle: [],
    pyth: null,
    redstone: [],
    uniswapV3: [],
    sequencer: null,
    maker: [],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    venus: [],
    perpV2: [],
    rates: [],
    wormhole: { core: addressOf(0xc0), startBlock: 1 },
    ballast: {
      collateralVault: addressOf(0xb0),
      attestationEmitter: addressOf(0xb1),
      attestationReceiver: addressOf(0xb2),
      startBlock: 1,
    },
    ...change,
  };
}

export function testNetwork(chain: NetworkChain): Network {
  return {
    name: "devnet",
    simulated: true,
    bridgedTokens: [],
    references: [],
    chains: [chain],
    guardianUrls: [],
    attestation: { sourceChainId: chain.chainId, targetChainIds: [] },
    httpFeeds: [],
  };
}
