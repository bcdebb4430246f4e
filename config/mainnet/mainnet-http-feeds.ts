import * as AaveV3Ethereum from "@aave-dao/aave-address-book/AaveV3Ethereum";
import type { HttpFeedService } from "../network.ts";
import { pythPriceIds } from "./pyth-price-ids.ts";
import { readPythSigners } from "./read-pyth-signers.ts";
import { parseUrls } from "./read-rpc-urls.ts";

/** The variables of the services over HTTP. One that is not set means that the service is not used. */
export type HttpFeedEnvironment = {
  BALLAST_HERMES_URLS?: string | undefined;
  BALLAST_HERMES_SIGNERS?: string | undefined;
  BALLAST_DEFILLAMA_URLS?: string | undefined;
};

const { USDC, USDT, DAI } = AaveV3Ethereum.ASSETS;

/** What a service of DefiLlama's interface is asked for: where it may know more than the chains' feeds. */
const defillamaCoins = [
  { pair: "ETH/USD", coin: "coingecko:ethereum" },
  { pair: "BTC/USD", coin: "coingecko:bitcoin" },
  ...[
    { pair: "USDC/USD", token: USDC },
    { pair: "USDT/USD", token: USDT },
    { pair: "DAI/USD", token: DAI },
  ].map(({ pair, token }) => ({ pair, coin: `ethereum:${token.UNDERLYING.toLowerCase()}` })),
];

/**
 * The services over HTTP that the environment names.
 * @throws BallastError `environment` for an entry that is no URL, and for a file of signers that is
 * not to be read.
 */
export function mainnetHttpFeeds(environment: HttpFeedEnvironment): HttpFeedService[] {
  const hermesUrls = parseUrls("BALLAST_HERMES_URLS", environment.BALLAST_HERMES_URLS);
  const defillamaUrls = parseUrls("BALLAST_DEFILLAMA_URLS", environment.BALLAST_DEFILLAMA_URLS);
  const services: HttpFeedService[] = [];
  if (hermesUrls.length > 0) {
    services.push({
      kind: "hermes",
      urls: hermesUrls,
      feeds: Object.entries(pythPriceIds).map(([pair, priceId]) => ({ pair, priceId })),
      signers: readPythSigners(environment.BALLAST_HERMES_SIGNERS),
    });
  }
  if (defillamaUrls.length > 0) {
    services.push({ kind: "defillama", urls: defillamaUrls, feeds: defillamaCoins });
  }
  return services;
}
