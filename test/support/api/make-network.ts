import type { Address } from "viem";
import type { Network, NetworkChain } from "../../../config/network.ts";

const address = (digit: string) => `0x${digit.repeat(40)}` as Address;

/** Two chains with a vault each, WETH and USDC, and three Chainlink, Pyth and RedStone feeds of ETH. */
export const ALPHA = makeChain({
  name: "alpha",
  chainId: 31337,
  wormholeChainId: 65001,
  digit: "a",
});
export const BETA = makeChain({ name: "beta", chainId: 31338, wormholeChainId: 65002, digit: "b" });

export const NETWORK: Network = {
  name: "devnet",
  simulated: true,
  bridgedTokens: [],
  references: [],
  chains: [ALPHA, BETA],
  guardianUrls: ["http://127.0.0.1:1"],
  attestation: { sourceChainId: ALPHA.chainId, targetChainIds: [BETA.chainId] },
  httpFeeds: [],
};

function makeChain(parameters: {
  name: string;
  chainId: number;
  wormholeChainId: number;
  digit: string;
}): NetworkChain {
  const { name, chainId, wormholeChainId, digit } = parameters;
  return {
    name,
    chainId,
    wormholeChainId,
    observers: { watching: 19, needed: 13 },
    rpcUrls: ["http://127.0.0.1:1"],
    startBlock: 1,
    pollingIntervalMilliseconds: 200,
    chainlinkPhaseIntervalBlocks: 1,
    sampleIntervalBlocks: 1,
    tokens: [
      { symbol: "WETH", address: `0x${digit.repeat(39)}1`, decimals: 18 },
      { symbol: "USDC", address: `0x${digit.repeat(39)}2`, decimals: 6 },
      { symbol: "MYSTERY", address: `0x${digit.repeat(39)}3`, decimals: 18 },
    ],
    aaveV3: [],
    chainlink: [
      {
        pair: "ETH/USD",
        proxy: `0x${digit.repeat(39)}4`,
        aggregators: [`0x${digit.repeat(39)}5`],
        heartbeatSeconds: 3_600,
        startBlock: 1,
      },
      {
        pair: "USDC/USD",
        proxy: `0x${digit.repeat(39)}6`,
        aggregators: [`0x${digit.repeat(39)}7`],
        heartbeatSeconds: 86_400,
        startBlock: 1,
      },
    ],
    pyth: {
      contract: `0x${digit.repeat(39)}8`,
      feeds: [{ pair: "ETH/USD", priceId: `0x${"1".repeat(64)}` }],
      startBlock: 1,
    },
    redstone: [
      {
        pair: "ETH/USD",
        adapter: `0x${digit.repeat(39)}9`,
        dataFeedId: `0x${"2".repeat(64)}`,
        decimals: 8,
        heartbeatSeconds: 3_600,
        startBlock: 1,
      },
    ],
    maker: [],
    uniswapV3: [],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    venus: [],
    perpV2: [],
    chainlinkCache: [],
    chronicle: [],
    sequencer: null,
    rates: [],
    wormhole: { core: address(digit), startBlock: 1 },
    ballast: {
      collateralVault: `0x${digit.repeat(38)}11`,
      attestationEmitter: `0x${digit.repeat(38)}12`,
      attestationReceiver: `0x${digit.repeat(38)}13`,
      startBlock: 1,
    },
  };
}
