import { type Address, encodeFunctionData, type Hex } from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { squareRoot } from "../uniswap-v3/pool-price.ts";
import { type PerpFeed, type PerpPair, perpFirstPrices } from "./deploy-perp-feeds.ts";
import { deployPriceFeed } from "./deploy-price-feed.ts";
import { initialize } from "./initialize.ts";
import { perpPoolAbi, perpSetupAbi } from "./perp-v2-abi.ts";
import type { PerpV2ContractName } from "./prepare-perp-v2.ts";

/** 0.3 %, with a tick spacing of 60. */
const feePips = 3_000;
/** The share of the fees that the insurance fund gets, in 10^-6. */
const insuranceFundFeeRatio = 100_000;
/** The most that Exchange allows: 10 % within 15 seconds. */
const maximumTicksPerBlock = 1_000;
/** Enough for half an hour at one trade in each block. */
const observations = 300;

const marketsOf: readonly { symbol: string; pair: PerpPair }[] = [
  { symbol: "vETH", pair: "ETH/USD" },
  { symbol: "vBTC", pair: "BTC/USD" },
  { symbol: "vSOL", pair: "SOL/USD" },
];

type SetUp = {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<PerpV2ContractName, Artifact>;
};
type Base = { symbol: string; pair: PerpPair; baseToken: Address };

/** Queues the quote token and the base tokens, whose addresses must all be below the quote token's. */
export async function deployPerpMarkets(
  parameters: SetUp & { feeds: readonly PerpFeed[] },
): Promise<{ quoteToken: Address; bases: readonly Base[] }> {
  const { chain, deployer, artifacts, feeds } = parameters;
  const quoteToken = await deployUntil(parameters, "QuoteToken", (address) =>
    /^0x[c-f]/.test(address),
  );
  initialize({
    chain,
    deployer,
    artifact: artifacts.QuoteToken,
    to: quoteToken,
    args: ["Virtual USD", "vUSD"],
  });
  const bases: Base[] = [];
  for (const { symbol, pair } of marketsOf) {
    const feed = feeds.find((one) => one.pair === pair)!;
    const priceFeed = await deployPriceFeed({ ...parameters, feed });
    const baseToken = await deployUntil(parameters, "BaseToken", (address) => address < quoteToken);
    initialize({
      chain,
      deployer,
      artifact: artifacts.BaseToken,
      to: baseToken,
      args: [`Virtual ${pair.slice(0, 3)}`, symbol, priceFeed],
    });
    bases.push({ symbol, pair, baseToken });
  }
  return { quoteToken, bases };
}

/** An address follows from the deployer's nonce, so another one takes another deployment. */
async function deployUntil(
  { chain, deployer, artifacts }: SetUp,
  name: "QuoteToken" | "BaseToken",
  isFit: (address: Address) => boolean,
): Promise<Address> {
  for (;;) {
    const address = await chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      label: `deploy Perp's ${name}`,
    });
    if (isFit(address)) return address;
  }
}

/** Makes each market's pool at the index price and registers it. Mines the blocks in between. */
export async function openPools(
  parameters: SetUp & {
    quoteToken: Address;
    bases: readonly Base[];
    uniswapV3Factory: Address;
    clearingHouse: Address;
    marketRegistry: Address;
    exchange: Address;
    mine: (seconds: number) => Promise<MinedBlock>;
  },
): Promise<(Base & { pool: Address })[]> {
  const { chain, deployer, quoteToken, bases, clearingHouse, mine } = parameters;
  const { uniswapV3Factory, marketRegistry, exchange } = parameters;
  const send = (to: Address, data: Hex) =>
    chain.send({ from: deployer, to, data, label: "open a market of Perp" });
  const pool = { abi: perpPoolAbi } as const;
  const perp = { abi: perpSetupAbi } as const;
  const letMove = (token: Address, account: Address) =>
    send(token, encodeFunctionData({ ...perp, functionName: "addWhitelist", args: [account] }));
  for (const token of [quoteToken, ...bases.map(({ baseToken }) => baseToken)]) {
    const args = [clearingHouse] as const;
    send(token, encodeFunctionData({ ...perp, functionName: "mintMaximumTo", args }));
    letMove(token, clearingHouse);
  }
  for (const { baseToken } of bases) {
    const args = [baseToken, quoteToken, feePips] as const;
    send(uniswapV3Factory, encodeFunctionData({ ...pool, functionName: "createPool", args }));
  }
  await mine(1);
  const markets = await Promise.all(
    bases.map(async (base) => {
      const address = await chain.client.readContract({
        ...pool,
        address: uniswapV3Factory,
        functionName: "getPool",
        args: [base.baseToken, quoteToken, feePips],
      });
      return { ...base, pool: address.toLowerCase() as Address };
    }),
  );
  for (const market of markets) {
    const sqrtPriceX96 = squareRoot((perpFirstPrices[market.pair] * 2n ** 192n) / 10n ** 8n);
    const initial = [sqrtPriceX96] as const;
    send(market.pool, encodeFunctionData({ ...pool, functionName: "initialize", args: initial }));
    const grow = {
      functionName: "increaseObservationCardinalityNext",
      args: [observations],
    } as const;
    send(market.pool, encodeFunctionData({ ...pool, ...grow }));
    letMove(quoteToken, market.pool);
    letMove(market.baseToken, market.pool);
    const added = [market.baseToken, feePips] as const;
    send(marketRegistry, encodeFunctionData({ ...perp, functionName: "addPool", args: added }));
    const fee = {
      functionName: "setInsuranceFundFeeRatio",
      args: [market.baseToken, insuranceFundFeeRatio],
    } as const;
    send(marketRegistry, encodeFunctionData({ ...perp, ...fee }));
    const limit = {
      functionName: "setMaxTickCrossedWithinBlock",
      args: [market.baseToken, maximumTicksPerBlock],
    } as const;
    send(exchange, encodeFunctionData({ ...perp, ...limit }));
  }
  await mine(1);
  return markets;
}
