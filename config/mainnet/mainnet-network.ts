import type { Address } from "viem";
import { type ChainFacts, findChain } from "../../src/chains.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { Network, NetworkChain } from "../network.ts";
import { arbitrum } from "./arbitrum.ts";
import { base } from "./base.ts";
import { chooseNames } from "./choose-names.ts";
import { ethereum } from "./ethereum.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { type HttpFeedEnvironment, mainnetHttpFeeds } from "./mainnet-http-feeds.ts";
import { optimism } from "./optimism.ts";
import { polygon } from "./polygon.ts";
import { readRpcUrls } from "./read-rpc-urls.ts";

/** Every public chain that Ballast knows, in the order of its answers. */
export const mainnetChains: readonly MainnetChain[] = [ethereum, base, arbitrum, optimism, polygon];

/** What BALLAST_PROTOCOLS may name, and whether a chain has it. */
const protocols = {
  "aave-v3": ({ aaveV3 }) => aaveV3.length > 0,
  "morpho-blue": ({ morphoBlue }) => morphoBlue.length > 0,
  erc4626: ({ erc4626, metaMorpho }) => erc4626.length + metaMorpho.length > 0,
  maker: ({ maker }) => maker.length > 0,
  venus: ({ venus }) => venus.length > 0,
  "perp-v2": ({ perpV2 }) => perpV2.length > 0,
  wormhole: () => true,
} as const satisfies Record<string, (chain: MainnetChain) => boolean>;
type ProtocolName = keyof typeof protocols;

/** A minute between two looks at each Chainlink proxy. */
const CHAINLINK_POLL_MILLISECONDS = 60_000;
/** As Chainlink's own example: long enough to repay or add collateral after a restart. */
const SEQUENCER_GRACE_SECONDS = 3_600;
/** An hour between two looks at each rate, which moves by less than a basis point in one. */
const SAMPLE_MILLISECONDS = 3_600_000;
const SHORTEST_POLLING_MILLISECONDS = 1_000;

/** The variables of the public chains; BALLAST_RPC_<NAME> and BALLAST_START_BLOCK_<NAME> for each. */
export type MainnetEnvironment = HttpFeedEnvironment & {
  BALLAST_CHAINS?: string | undefined;
  BALLAST_PROTOCOLS?: string | undefined;
  [variable: `BALLAST_RPC_${string}`]: string | undefined;
  [variable: `BALLAST_START_BLOCK_${string}`]: number | undefined;
};

/**
 * The public chains from the checked-in tables and address books, restricted to the chains and
 * protocols that the environment names. Nothing of it is reached yet.
 * @throws BallastError `environment` that names the variable: an unknown chain or protocol, an RPC
 * that is not set or no URL.
 */
export function mainnetNetwork(environment: MainnetEnvironment): Network {
  const chainNames = chooseNames({
    variable: "BALLAST_CHAINS",
    text: environment.BALLAST_CHAINS,
    known: mainnetChains.map(({ name }) => name),
  });
  const chosen = mainnetChains.filter(({ name }) => chainNames.has(name));
  const protocolNames = chooseNames({
    variable: "BALLAST_PROTOCOLS",
    text: environment.BALLAST_PROTOCOLS,
    known: Object.keys(protocols) as ProtocolName[],
  });
  if (environment.BALLAST_PROTOCOLS !== undefined) {
    for (const name of protocolNames) requireSomewhere(name, chosen);
  }
  return {
    name: "mainnet",
    simulated: false,
    guardianUrls: [],
    attestation: null,
    httpFeeds: mainnetHttpFeeds(environment),
    bridgedTokens: [],
    references: [],
    chains: chosen.map((chain) => assembleChain(chain, { environment, protocolNames })),
  };
}

function assembleChain(
  chain: MainnetChain,
  parameters: { environment: MainnetEnvironment; protocolNames: ReadonlySet<ProtocolName> },
): NetworkChain {
  const { environment, protocolNames } = parameters;
  const suffix = chain.name.toUpperCase();
  const facts = requireFacts(chain);
  const startBlock = environment[`BALLAST_START_BLOCK_${suffix}`] ?? chain.historyStartBlock;
  const followed = <Deployment>(name: ProtocolName, deployments: readonly Deployment[]) =>
    protocolNames.has(name) ? deployments : [];
  return lowerCaseAddresses({
    name: chain.name,
    chainId: chain.chainId,
    wormholeChainId: facts.wormholeChainId,
    observers: facts.observers,
    rpcUrls: readRpcUrls(`BALLAST_RPC_${suffix}`, environment[`BALLAST_RPC_${suffix}`]),
    startBlock,
    pollingIntervalMilliseconds: Math.max(
      SHORTEST_POLLING_MILLISECONDS,
      facts.typicalBlockMilliseconds / 4,
    ),
    chainlinkPhaseIntervalBlocks: CHAINLINK_POLL_MILLISECONDS / facts.typicalBlockMilliseconds,
    sampleIntervalBlocks: SAMPLE_MILLISECONDS / facts.typicalBlockMilliseconds,
    tokens: chain.tokens,
    aaveV3: followed("aave-v3", chain.aaveV3),
    chainlink: chain.chainlink.map((feed) => ({ ...feed, aggregators: [], startBlock })),
    chainlinkCache: [],
    chronicle: [],
    sequencer:
      chain.sequencerProxy === undefined
        ? null
        : {
            feed: chain.sequencerProxy,
            kind: "proxy",
            graceSeconds: SEQUENCER_GRACE_SECONDS,
            startBlock,
          },
    pyth: chain.pyth.feeds.length === 0 ? null : { ...chain.pyth, startBlock },
    redstone: [],
    uniswapV3: [],
    maker: followed("maker", chain.maker),
    morphoBlue: followed("morpho-blue", chain.morphoBlue),
    erc4626: followed("erc4626", chain.erc4626),
    metaMorpho: followed("erc4626", chain.metaMorpho),
    venus: followed("venus", chain.venus),
    perpV2: followed("perp-v2", chain.perpV2),
    rates: chain.rates.map((rate) => ({ ...rate, startBlock })),
    wormhole: protocolNames.has("wormhole") ? { core: chain.wormholeCore, startBlock } : null,
    ballast: null,
  });
}

function requireFacts({ name, chainId }: MainnetChain): ChainFacts {
  const facts = findChain(chainId);
  if (facts === undefined) throw new RangeError(`The chain ${name} (${chainId}) has no facts.`);
  return facts;
}

function requireSomewhere(name: ProtocolName, chosen: readonly MainnetChain[]): void {
  if (chosen.some(protocols[name])) return;
  throw new BallastError(
    `BALLAST_PROTOCOLS names ${name}, which is on none of the chains ${chosen.map((chain) => chain.name).join(", ")}.`,
    { code: "environment", remedy: "Leave it out, or add its chain to BALLAST_CHAINS." },
  );
}

/** The tables have addresses as their sources write them; a network has them in lower case. */
function lowerCaseAddresses<Value>(value: Value): Value {
  if (typeof value === "string")
    return (/^0x[0-9a-fA-F]{40}$/.test(value) ? (value.toLowerCase() as Address) : value) as Value;
  if (Array.isArray(value)) return value.map(lowerCaseAddresses) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, lowerCaseAddresses(member)]),
  ) as Value;
}
