import { readFileSync } from "node:fs";
import type { Address, Hex } from "viem";
import { z } from "zod";
import type { ObserverThreshold } from "../src/chains.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import type { RateSource } from "../src/oracles/rates/rate-source.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";

/** Where an Aave v3 market lives on one chain. */
export type AaveV3Deployment = {
  id: string;
  pool: Address;
  poolConfigurator: Address;
  oracle: Address;
  startBlock: number;
};

/**
 * A Chainlink proxy and the aggregators behind it that are known when the process starts. Those that
 * are not known are read through the proxy at every poll.
 */
export type ChainlinkDeployment = {
  pair: string;
  proxy: Address;
  aggregators: readonly Address[];
  /** Decimals that its answers have; with any others they are not taken. Left out where unknown. */
  decimals?: number;
  heartbeatSeconds: number;
  startBlock: number;
  /**
   * Of a proxy before an SVR aggregator (DualAggregator), which of its two: the standard feed or the
   * secondary one, which shows a report later unless an auction lets it through. Both are one vote.
   */
  svr?: "standard" | "secondary";
};

/** A feed of a DataFeedsCache, which holds many; the data id states its decimals. */
export type ChainlinkCacheDeployment = {
  pair: string;
  cache: Address;
  /** 16 bytes. */
  dataId: Hex;
  /** Through which the feed is read, where it has one. */
  proxy: Address | null;
  heartbeatSeconds: number;
  startBlock: number;
};

/** A Scribe of Chronicle, plain or optimistic. */
export type ChronicleDeployment = {
  pair: string;
  scribe: Address;
  heartbeatSeconds: number;
  startBlock: number;
};

/** A chain's sequencer uptime feed. */
export type SequencerDeployment = {
  feed: Address;
  /** `feed` logs its changes itself; a `proxy` before it logs nothing and is read at intervals. */
  kind: "feed" | "proxy";
  /** How long after a restart the chain's feeds do not vote. */
  graceSeconds: number;
  startBlock: number;
};

export type PythDeployment = {
  contract: Address;
  feeds: readonly { pair: string; priceId: Hex }[];
  startBlock: number;
};

export type RedstoneDeployment = {
  pair: string;
  adapter: Address;
  dataFeedId: Hex;
  decimals: number;
  heartbeatSeconds: number;
  startBlock: number;
};

/** Where a deployment of Maker (Sky) lives on one chain. */
export type MakerDeployment = {
  id: string;
  vat: Address;
  jug: Address;
  spotter: Address;
  /** The contracts that seize urns, past and present: for a Flip, and for a Clip since liquidations 2.0. */
  cats: readonly Address[];
  dogs: readonly Address[];
  cdpManagers: readonly Address[];
  /** Factories of DSProxies, which are older than the Vat on some chains. */
  proxyFactories: readonly { address: Address; startBlock: number }[];
  dai: Address;
  /** Names of the ilks that the methodology lists as markets; all that the Vat has are indexed. */
  ilks: readonly string[];
  startBlock: number;
};

export type UniswapV3Deployment = { pair: string; pool: Address; startBlock: number };

/** A Morpho Blue; its markets are found by its events. */
export type MorphoBlueDeployment = {
  id: string;
  morpho: Address;
  /** The rate model whose rates Ballast derives; those of another one are read from it. */
  adaptiveCurveIrm: Address;
  startBlock: number;
};

/** An ERC-4626 vault. */
export type Erc4626Deployment = { vault: Address; startBlock: number };

/** A factory whose vaults are found by its events. */
export type MetaMorphoDeployment = { factory: Address; startBlock: number };

/** A pool of Venus; its markets are found by its Comptroller's events. */
export type VenusDeployment = { id: string; comptroller: Address; startBlock: number };

export type WormholeDeployment = { core: Address; startBlock: number };

/** Ballast's own contracts on one chain. */
export type BallastDeployment = {
  collateralVault: Address;
  attestationEmitter: Address;
  attestationReceiver: Address;
  startBlock: number;
};

/** A clearing house of Perp v2 (Curie) and what it is made of. */
export type PerpV2Deployment = {
  id: string;
  clearingHouse: Address;
  clearingHouseConfig: Address;
  vault: Address;
  accountBalance: Address;
  exchange: Address;
  orderBook: Address;
  marketRegistry: Address;
  collateralManager: Address;
  insuranceFund: Address;
  settlementToken: { symbol: string; address: Address; decimals: number };
  /** Base tokens that stand for something that feeds quote, such as vETH for `ETH/USD`. */
  markets: readonly { symbol: string; baseToken: Address; pair: string }[];
  startBlock: number;
};

/** A view that says what a token stands for, in a unit that has a price of its own. */
export type RateDeployment = {
  token: { symbol: string; address: Address; decimals: number };
  /** Such as `ETH`, as the methodology names units. */
  unit: string;
  source: RateSource;
  /** Contract whose logs of a new rate are followed, besides looking at intervals; null where none is. */
  updates: Address | null;
  /** Aave's adapter that caps the rate; null where there is none. */
  capAdapter: Address | null;
  startBlock: number;
};

/** A token of other chains that stands for what is kept in escrow on its home chain. */
export type BridgedToken = {
  id: string;
  /** Of the remote tokens, by which the methodology knows them. */
  symbol: string;
  home: {
    chainId: number;
    /** As the methodology knows the token that is kept. */
    symbol: string;
    token: Address;
    decimals: number;
    escrow: Address;
    startBlock: number;
  };
  remote: readonly { chainId: number; token: Address; decimals: number; startBlock: number }[];
};

/** What a source that has nothing to do with the feeds says that a unit was worth at a time. */
export type ReferencePrice = {
  unit: string;
  priceWad: bigint;
  source: string;
  timeSeconds: number;
};

export type NetworkChain = {
  name: string;
  chainId: number;
  wormholeChainId: number;
  /** Guardians that watch the chain themselves, and how many of them decide. */
  observers: ObserverThreshold;
  /** Tried in turn by Ponder's own balancing; never empty. */
  rpcUrls: readonly string[];
  /** First block that answers are given for; a protocol may be followed from an earlier one. */
  startBlock: number;
  pollingIntervalMilliseconds: number;
  /** Blocks between two reads of each Chainlink proxy's phase. */
  chainlinkPhaseIntervalBlocks: number;
  /** Blocks between two looks at each rate provider and each end of a bridge. */
  sampleIntervalBlocks: number;
  tokens: readonly { symbol: string; address: Address; decimals: number }[];
  aaveV3: readonly AaveV3Deployment[];
  chainlink: readonly ChainlinkDeployment[];
  chainlinkCache: readonly ChainlinkCacheDeployment[];
  chronicle: readonly ChronicleDeployment[];
  pyth: PythDeployment | null;
  redstone: readonly RedstoneDeployment[];
  uniswapV3: readonly UniswapV3Deployment[];
  /** Null where the chain has no sequencer, or nobody says whether it is up. */
  sequencer: SequencerDeployment | null;
  maker: readonly MakerDeployment[];
  morphoBlue: readonly MorphoBlueDeployment[];
  erc4626: readonly Erc4626Deployment[];
  metaMorpho: readonly MetaMorphoDeployment[];
  venus: readonly VenusDeployment[];
  perpV2: readonly PerpV2Deployment[];
  rates: readonly RateDeployment[];
  /** Null where messages are not followed. */
  wormhole: WormholeDeployment | null;
  /** Null where Ballast's own contracts are not deployed. */
  ballast: BallastDeployment | null;
};

/** Whose signatures make a Pyth price true, and where their messages come from. */
export type PythSigners = {
  guardianSetIndex: number;
  addresses: readonly Address[];
  /** Signatures that are needed. */
  quorum: number;
  emitterChain: number;
  /** 32 bytes. */
  emitterAddress: Hex;
};

/**
 * A service that states prices over HTTP, and those that it is asked for. The URLs are tried in turn;
 * each may hold a key.
 */
export type HttpFeedService =
  | {
      kind: "hermes";
      urls: readonly string[];
      feeds: readonly { pair: string; priceId: Hex }[];
      /** Null where the service is taken at its word. */
      signers: PythSigners | null;
    }
  | {
      kind: "defillama";
      urls: readonly string[];
      feeds: readonly { pair: string; coin: string }[];
    };

/** The chains, contracts and services that one installation of Ballast follows. */
export type Network = {
  name: "devnet" | "mainnet";
  /** True where the chains are local and values must be marked as simulated. */
  simulated: boolean;
  chains: readonly NetworkChain[];
  bridgedTokens: readonly BridgedToken[];
  references: readonly ReferencePrice[];
  guardianUrls: readonly string[];
  /** Null where nothing is attested. */
  attestation: { sourceChainId: number; targetChainIds: readonly number[] } | null;
  /** Empty where no service was chosen: there is no default. */
  httpFeeds: readonly HttpFeedService[];
};

/** Reads and checks a devnet manifest. @throws BallastError that names the file and the wrong field. */
export function readManifest(path: string): Manifest {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new BallastError(`The devnet manifest ${path} cannot be read.`, {
      code: "manifest-missing",
      remedy: "Start the local chains first: npm run devnet -- --manifest PATH.",
      cause,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BallastError(`The devnet manifest ${path} is not JSON.`, {
      code: "manifest-malformed",
      cause,
    });
  }
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    throw new BallastError(
      `The devnet manifest ${path} is not valid: ${z.prettifyError(result.error)}`,
      { code: "manifest-malformed", remedy: "Write it anew with npm run devnet." },
    );
  }
  return result.data;
}

/** The network that a devnet manifest describes. Pure. */
export function networkFromManifest(manifest: Manifest): Network {
  return {
    name: "devnet",
    simulated: true,
    bridgedTokens: bridgedTokensOf(manifest),
    references: manifest.references.map(({ pair, priceE8, timeSeconds }) => ({
      unit: pair.slice(0, -"/USD".length),
      priceWad: BigInt(priceE8) * 10n ** 10n,
      source: "the market of the local chains",
      timeSeconds,
    })),
    guardianUrls: [manifest.guardians.url],
    attestation: {
      sourceChainId: manifest.attestation.sourceChainId,
      targetChainIds: manifest.attestation.targetChainIds,
    },
    httpFeeds: httpFeedServices(manifest),
    chains: manifest.chains.map((chain) => ({
      name: chain.name,
      chainId: chain.chainId,
      wormholeChainId: chain.wormholeChainId,
      observers: {
        watching: manifest.guardians.addresses.length,
        needed: manifest.guardians.quorum,
      },
      rpcUrls: [chain.rpcUrl],
      startBlock: chain.startBlock,
      pollingIntervalMilliseconds: 200,
      chainlinkPhaseIntervalBlocks: 1,
      sampleIntervalBlocks: 1,
      tokens: [...chain.tokens, ...makerTokens(chain.maker)],
      aaveV3: chain.aaveV3,
      chainlink: chain.chainlink,
      chainlinkCache: chain.chainlinkCache,
      chronicle: chain.chronicle,
      pyth: chain.pyth,
      redstone: chain.redstone,
      uniswapV3: chain.uniswapV3,
      sequencer: chain.sequencer,
      maker: chain.maker.map((deployment) => ({
        ...deployment,
        cats: [deployment.cat],
        dogs: [],
        ilks: deployment.ilks.map(({ name }) => name),
        cdpManagers: [deployment.cdpManager],
        proxyFactories: [{ address: deployment.proxyFactory, startBlock: deployment.startBlock }],
      })),
      morphoBlue: chain.morphoBlue,
      erc4626: chain.erc4626,
      metaMorpho: chain.metaMorpho,
      venus: chain.venus,
      perpV2: chain.perpV2,
      rates: chain.rates,
      wormhole: chain.wormhole,
      ballast: chain.ballast,
    })),
  };
}

function httpFeedServices({ httpFeeds, guardians }: Manifest): HttpFeedService[] {
  if (httpFeeds === null) return [];
  const { hermes, defillama } = httpFeeds;
  return [
    {
      kind: "hermes",
      urls: [hermes.url],
      feeds: hermes.feeds,
      signers: {
        ...hermes.signedBy,
        addresses: guardians.addresses,
        quorum: guardians.quorum,
      },
    },
    { kind: "defillama", urls: [defillama.url], feeds: defillama.feeds },
  ];
}

/** What Maker lends and lends against, each token once. */
function makerTokens(deployments: Manifest["chains"][number]["maker"]): NetworkChain["tokens"] {
  const tokens = deployments.flatMap(({ dai, ilks }) => [
    { symbol: "DAI", address: dai, decimals: 18 },
    ...ilks.map(({ symbol, gem, decimals }) => ({ symbol, address: gem, decimals })),
  ]);
  return [...new Map(tokens.map((token) => [token.address, token])).values()];
}

/** Escrows of one chain joined with the tokens of others that stand for them, where there are any. */
function bridgedTokensOf({ chains }: Manifest): BridgedToken[] {
  return chains.flatMap(({ chainId, bridgeEscrows }) =>
    bridgeEscrows.flatMap(({ id, symbol, ...home }): BridgedToken[] => {
      const remote = chains.flatMap((chain) =>
        chain.bridgedTokens
          .filter((token) => token.id === id)
          .map(({ token, decimals, startBlock, symbol: remoteSymbol }) => ({
            ...{ chainId: chain.chainId, token, decimals, startBlock },
            symbol: remoteSymbol,
          })),
      );
      const [first] = remote;
      if (first === undefined) return [];
      return [
        {
          id,
          symbol: first.symbol,
          home: { chainId, symbol, ...home },
          remote: remote.map(({ symbol: _, ...token }) => token),
        },
      ];
    }),
  );
}
