import { formatUnits } from "viem";
import type { Manifest } from "../../config/manifest.ts";
import type { GuardianKey } from "../guardians/guardian-keys.ts";
import type { Market } from "../market/create-market.ts";
import { pythExponent, pythPriceIds } from "../pyth/pyth-price-ids.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import { pythnetEmitter, signPythUpdate } from "./sign-pyth-update.ts";
import { startHttpFeeds } from "./start-http-feeds.ts";

const hermesPairs = ["ETH/USD", "BTC/USD"] as const satisfies readonly Pair[];
const defillamaCoins = [
  { pair: "DAI/USD", coin: "coingecko:dai", symbol: "DAI" },
] as const satisfies readonly { pair: Pair; coin: string; symbol: string }[];
const priceDecimals = 8;
const confidenceBps = 5n;

/** What the manifest says of the stand-ins at the base URLs. */
export function describeHttpFeeds(
  urls: { hermesUrl: string; defillamaUrl: string },
  guardianSetIndex: number,
): NonNullable<Manifest["httpFeeds"]> {
  return {
    hermes: {
      url: urls.hermesUrl,
      signedBy: { guardianSetIndex, ...pythnetEmitter },
      feeds: hermesPairs.map((pair) => ({ pair, priceId: pythPriceIds[pair] })),
    },
    defillama: {
      url: urls.defillamaUrl,
      feeds: defillamaCoins.map(({ pair, coin }) => ({ pair, coin })),
    },
  };
}

/** The stand-ins, which say what the devnet's market says at the time of its newest block. */
export function startMarketHttpFeeds(parameters: {
  market: Market;
  /** Time of the newest block of all chains. */
  headSeconds: () => Promise<number>;
  guardians: { keys: readonly GuardianKey[]; quorum: number; guardianSetIndex: number };
  port: number;
}) {
  const { market, headSeconds, guardians, port } = parameters;
  return startHttpFeeds({
    port,
    hermes: {
      apiKey: null,
      async quotes() {
        const publishTimeSeconds = await headSeconds();
        return hermesPairs.map((pair) => {
          const price = market.priceE8(pair, publishTimeSeconds);
          return {
            priceId: pythPriceIds[pair],
            price,
            confidence: (price * confidenceBps) / 10_000n,
            exponent: pythExponent,
            publishTimeSeconds,
          };
        });
      },
      sign: (quotes) =>
        signPythUpdate({
          ...guardians,
          quotes,
          slot: BigInt(quotes[0]?.publishTimeSeconds ?? 0),
        }),
    },
    defillama: {
      async coins() {
        const timestampSeconds = await headSeconds();
        return new Map(
          defillamaCoins.map(({ pair, coin, symbol }) => [
            coin,
            {
              symbol,
              price: formatUnits(market.priceE8(pair, timestampSeconds), priceDecimals),
              timestampSeconds,
              confidence: "0.99",
            },
          ]),
        );
      },
    },
  });
}
