import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readChainlinkAnswers } from "../../oracles/chainlink/read-answers.ts";
import { aaveV3PriceSourceVersion } from "./schema.ts";

/** What an AaveOracle's getAssetPrice answers; null where that is unknown or the contract would revert. */
export type OwnPrices = (oracle: Address, asset: Address) => bigint | null;

/**
 * Each oracle's own prices at a block, in its base units per whole token: the answer of the Chainlink
 * proxy that is the asset's source (AaveOracle.sol). A fallback oracle is not followed.
 */
export async function readOwnPrices(parameters: {
  facts: FactsReader;
  chainId: number;
  oracles: readonly Address[];
  blockNumber: bigint;
}): Promise<OwnPrices> {
  const { facts, chainId, oracles, blockNumber } = parameters;
  const sources = await facts
    .selectDistinctOn([aaveV3PriceSourceVersion.oracle, aaveV3PriceSourceVersion.asset])
    .from(aaveV3PriceSourceVersion)
    .where(
      and(
        eq(aaveV3PriceSourceVersion.chainId, chainId),
        anyOf(aaveV3PriceSourceVersion.oracle, oracles),
        lte(aaveV3PriceSourceVersion.blockNumber, blockNumber),
      ),
    )
    .orderBy(
      aaveV3PriceSourceVersion.oracle,
      aaveV3PriceSourceVersion.asset,
      desc(aaveV3PriceSourceVersion.blockNumber),
    );
  const answers = await readChainlinkAnswers({
    facts,
    chainId,
    proxies: sources.map(({ source }) => source),
    blockNumber,
  });
  const prices = new Map(
    sources.map(({ oracle, asset, source }) => [
      `${oracle}/${asset}`,
      answers.get(source)?.answer.answer ?? null,
    ]),
  );
  return (oracle, asset) => {
    const price = prices.get(`${oracle.toLowerCase()}/${asset.toLowerCase()}`) ?? null;
    return price !== null && price > 0n ? price : null;
  };
}
