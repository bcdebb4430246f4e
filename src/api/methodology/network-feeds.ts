import type {
  HttpFeedService,
  Network,
  NetworkChain,
  UniswapV3Deployment,
} from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { WAD } from "../../core/fixed-point.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { AssetRule } from "./asset-rules.ts";
import type { MethodologyFeed } from "./methodology.ts";
import { RISK_PROFILES } from "./risk-profiles.ts";

/** A value pushed by these comes with its own signed time, which may run ahead of the block's. */
const SIGNED_FUTURE_TOLERANCE_SECONDS = 60;
/** The pace of Pyth's push feeds; the devnet updates about as often. */
const PYTH_HEARTBEAT_SECONDS = 3_600;
const TWAP_WINDOW_SECONDS = 1_800;
/** To move such a pool by one percent takes about 5,000 USD, a part of which arbitrage takes in each block. */
const MINIMUM_POOL_DEPTH_WAD = 1_000_000n * WAD;
/** Hermes has a price every second; it is collected every 15 s or so. */
const HERMES_HEARTBEAT_SECONDS = 60;
/** DefiLlama works its prices out anew every few minutes, seldom used ones every hour. */
const DEFILLAMA_HEARTBEAT_SECONDS = 3_600;
/** What careful users of DefiLlama ask for: bridges cut at 0.9, others at half as much. */
const DEFILLAMA_MINIMUM_CONFIDENCE_BPS = 9_000;

type Draft = Pick<
  MethodologyFeed,
  "id" | "chainId" | "source" | "heartbeatSeconds" | "decimals" | "minimumDepthWad"
> & {
  futureToleranceSeconds: number;
  upstream: readonly string[];
  baseUnit: string;
  quoteUnit: string;
};

/** Every feed of the network that prices the unit (`ETH`), in the order of the network's chains. */
export function networkFeeds(parameters: {
  network: Network;
  unit: string;
  rule: AssetRule;
  /** By token symbol, for the pools. */
  rules: Readonly<Record<string, AssetRule>>;
}): MethodologyFeed[] {
  const { network, unit, rule, rules } = parameters;
  return network.chains
    .flatMap((chain) => [
      ...chainlinkFeeds(chain),
      ...chainlinkCacheFeeds(chain),
      ...chronicleFeeds(chain),
      ...pythFeeds(chain),
      ...redstoneFeeds(chain),
      ...chain.uniswapV3.map((deployment) => uniswapFeed(chain, deployment, rules)),
    ])
    .concat(network.httpFeeds.flatMap(httpFeeds))
    .filter((draft) => draft.baseUnit === unit)
    .map(({ baseUnit: _, quoteUnit, ...feed }) => ({
      ...feed,
      minimumWad: rule.minimumWad,
      maximumWad: rule.maximumWad,
      quotedIn: quoteUnit === "USD" ? null : `${quoteUnit}/USD`,
    }));
}

function chainlinkFeeds(chain: NetworkChain): Draft[] {
  return chain.chainlink.map(({ pair, proxy, decimals, heartbeatSeconds, svr }) => {
    const feed = provided("chainlink", chain, pair);
    return {
      ...feed,
      // The secondary feed stands beside the standard one, of the same nodes.
      id: svr === "secondary" ? `${feed.id}:svr` : feed.id,
      source: { kind: "chainlink", proxy },
      heartbeatSeconds,
      futureToleranceSeconds: 0,
      ...(decimals !== undefined && { decimals }),
    };
  });
}

/** Reports of the same nodes as the standard feeds': they have Chainlink's upstream. */
function chainlinkCacheFeeds(chain: NetworkChain): Draft[] {
  return chain.chainlinkCache.map(({ pair, cache, dataId, proxy, heartbeatSeconds }) => {
    const feed = provided("chainlink", chain, pair);
    return {
      ...feed,
      id: `chainlink-cache:${chainCaip2(chain.chainId)}:${pair}`,
      source: { kind: "chainlink-cache", cache, dataId, proxy },
      heartbeatSeconds,
      futureToleranceSeconds: SIGNED_FUTURE_TOLERANCE_SECONDS,
    };
  });
}

function chronicleFeeds(chain: NetworkChain): Draft[] {
  return chain.chronicle.map(({ pair, scribe, heartbeatSeconds }) => ({
    ...provided("chronicle", chain, pair),
    source: { kind: "chronicle", scribe },
    heartbeatSeconds,
    // A Scribe takes no value whose age lies ahead of the block.
    futureToleranceSeconds: 0,
  }));
}

function pythFeeds(chain: NetworkChain): Draft[] {
  const { pyth } = chain;
  if (pyth === null) return [];
  return pyth.feeds.map(({ pair, priceId }) => ({
    ...provided("pyth", chain, pair),
    source: { kind: "pyth", contract: pyth.contract, priceId },
    heartbeatSeconds: PYTH_HEARTBEAT_SECONDS,
    futureToleranceSeconds: SIGNED_FUTURE_TOLERANCE_SECONDS,
  }));
}

/**
 * Hermes hands out what Pyth's contracts store later, so both are one vote. A service like DefiLlama
 * works its prices out from markets and other sites and is an upstream of its own.
 */
function httpFeeds(service: HttpFeedService): Draft[] {
  switch (service.kind) {
    case "hermes":
      return service.feeds.map(({ pair, priceId }) => ({
        ...quoted("pyth", pair),
        id: `hermes:${pair}`,
        chainId: null,
        source: {
          kind: "hermes",
          priceId,
          trust: service.signers === null ? "operator" : "signatures",
        },
        heartbeatSeconds: HERMES_HEARTBEAT_SECONDS,
        futureToleranceSeconds: SIGNED_FUTURE_TOLERANCE_SECONDS,
      }));
    case "defillama":
      return service.feeds.map(({ pair, coin }) => ({
        ...quoted("defillama", pair),
        id: `defillama:${pair}`,
        chainId: null,
        source: {
          kind: "defillama",
          coin,
          trust: "operator",
          minimumConfidenceBps: DEFILLAMA_MINIMUM_CONFIDENCE_BPS,
        },
        heartbeatSeconds: DEFILLAMA_HEARTBEAT_SECONDS,
        futureToleranceSeconds: SIGNED_FUTURE_TOLERANCE_SECONDS,
      }));
  }
}

function redstoneFeeds(chain: NetworkChain): Draft[] {
  return chain.redstone.map(({ pair, adapter, dataFeedId, decimals, heartbeatSeconds }) => ({
    ...provided("redstone", chain, pair),
    source: { kind: "redstone", adapter, dataFeedId, decimals },
    heartbeatSeconds,
    futureToleranceSeconds: SIGNED_FUTURE_TOLERANCE_SECONDS,
  }));
}

/** A pool prices its volatile token in its stable one; between equals, the pair's first in the second. */
function uniswapFeed(
  chain: NetworkChain,
  { pair, pool }: UniswapV3Deployment,
  rules: Readonly<Record<string, AssetRule>>,
): Draft {
  const [first, second] = pair.split("/").map((symbol) => poolToken(chain, pair, symbol, rules));
  if (first === undefined || second === undefined) throw malformedPair(chain, pair);
  const swapped = isStable(first.rule) && !isStable(second.rule);
  const [base, quote] = swapped ? [second, first] : [first, second];
  const id = `uniswap-v3:${chainCaip2(chain.chainId)}:${pool}`;
  return {
    id,
    chainId: chain.chainId,
    source: {
      kind: "uniswap-v3",
      pool,
      baseToken: base.address,
      baseDecimals: base.decimals,
      quoteDecimals: quote.decimals,
      windowSeconds: TWAP_WINDOW_SECONDS,
    },
    heartbeatSeconds: TWAP_WINDOW_SECONDS,
    futureToleranceSeconds: 0,
    minimumDepthWad: MINIMUM_POOL_DEPTH_WAD,
    upstream: [id],
    baseUnit: base.rule.unit,
    quoteUnit: quote.rule.unit,
  };
}

/**
 * The same provider's quotes of one pair on several chains have one upstream: they are one vote. So
 * are its quotes of one asset in several units (WBTC/USD, WBTC/BTC), which one network of nodes makes.
 */
function provided(
  provider: string,
  chain: NetworkChain,
  pair: string,
): Pick<Draft, "id" | "chainId" | "upstream" | "baseUnit" | "quoteUnit"> {
  return {
    ...quoted(provider, pair, chain),
    id: `${provider}:${chainCaip2(chain.chainId)}:${pair}`,
    chainId: chain.chainId,
  };
}

function quoted(
  provider: string,
  pair: string,
  chain?: NetworkChain,
): Pick<Draft, "upstream" | "baseUnit" | "quoteUnit"> {
  const [baseUnit, quoteUnit] = pair.split("/");
  if (baseUnit === undefined || quoteUnit === undefined) throw malformedPair(chain, pair);
  return {
    upstream: [...new Set([`${provider}:${pair}`, `${provider}:${baseUnit}/USD`])],
    baseUnit,
    quoteUnit,
  };
}

function poolToken(
  chain: NetworkChain,
  pair: string,
  symbol: string,
  rules: Readonly<Record<string, AssetRule>>,
) {
  const token = chain.tokens.find((one) => one.symbol === symbol);
  const rule = rules[symbol];
  if (token === undefined || rule === undefined) throw malformedPair(chain, pair);
  return { ...token, rule };
}

function isStable({ profile }: AssetRule): boolean {
  return RISK_PROFILES[profile].class === "stable";
}

function malformedPair(chain: NetworkChain | undefined, pair: string): BallastError {
  return new BallastError(
    `The pair "${pair}" ${chain === undefined ? "over HTTP" : `on ${chain.name}`} is not BASE/QUOTE of units or tokens that the methodology knows.`,
    { code: "pair-unknown" },
  );
}
