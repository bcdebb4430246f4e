import type { Address, Hex } from "viem";
import type { Network, NetworkChain } from "../../../config/network.ts";

const address = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const bytes32 = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const PAIRS = ["ETH/USD", "USDC/USD", "DAI/USD"];

/** Two chains with the same feeds, one with RedStone as well: the shape of a devnet. */
export function makeNetwork(): Network {
  return {
    name: "devnet",
    simulated: true,
    bridgedTokens: [],
    references: [],
    guardianUrls: ["http://127.0.0.1:1"],
    attestation: { sourceChainId: 31_337, targetChainIds: [31_338] },
    httpFeeds: [],
    chains: [makeChain("alpha", 31_337, 2), makeChain("beta", 31_338, 30)],
  };
}

function makeChain(name: string, chainId: number, wormholeChainId: number): NetworkChain {
  const at = chainId * 0x1000;
  return {
    name,
    chainId,
    wormholeChainId,
    observers: { watching: 19, needed: 13 },
    rpcUrls: ["http://127.0.0.1:1"],
    startBlock: 0,
    pollingIntervalMilliseconds: 200,
    chainlinkPhaseIntervalBlocks: 1,
    sampleIntervalBlocks: 1,
    tokens: [
      { symbol: "WETH", address: address(at + 1), decimals: 18 },
      { symbol: "USDC", address: address(at + 2), decimals: 6 },
      { symbol: "DAI", address: address(at + 3), decimals: 18 },
    ],
    aaveV3: [
      {
        id: "main",
        pool: address(at + 4),
        poolConfigurator: address(at + 5),
        oracle: address(at + 6),
        startBlock: 1,
      },
    ],
    chainlink: PAIRS.map((pair, index) => ({
      pair,
      proxy: address(at + 16 + index),
      aggregators: [address(at + 32 + index)],
      heartbeatSeconds: 3_600,
      startBlock: 1,
    })),
    chainlinkCache: [],
    chronicle: [],
    sequencer: null,
    pyth: {
      contract: address(at + 48),
      feeds: PAIRS.map((pair, index) => ({ pair, priceId: bytes32(index + 1) })),
      startBlock: 1,
    },
    redstone:
      name === "alpha"
        ? PAIRS.map((pair, index) => ({
            pair,
            adapter: address(at + 64),
            dataFeedId: bytes32(index + 16),
            decimals: 8,
            heartbeatSeconds: 3_600,
            startBlock: 1,
          }))
        : [],
    maker: [],
    uniswapV3: [{ pair: "WETH/USDC", pool: address(at + 80), startBlock: 1 }],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    venus: [],
    perpV2: [],
    rates: [],
    wormhole: { core: address(at + 96), startBlock: 1 },
    ballast: {
      collateralVault: address(at + 97),
      attestationEmitter: address(at + 98),
      attestationReceiver: address(at + 99),
      startBlock: 1,
    },
  };
}
