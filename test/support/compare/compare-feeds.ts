import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import { pythAbi } from "../../../abis/pyth.ts";
import { redstoneAdapterAbi } from "../../../abis/redstone-adapter.ts";
import { chainlinkAdapter } from "../../../src/oracles/chainlink/adapter.ts";
import { pythAdapter } from "../../../src/oracles/pyth/adapter.ts";
import { redstoneAdapter } from "../../../src/oracles/redstone/adapter.ts";
import type { Check, Comparison, ContractRead } from "../compare-with-contracts.ts";
import { compareTicks } from "./compare-ticks.ts";
import { readOrAbsent } from "./read-or-absent.ts";

/** Every feed of the chain against what its contract says at the block. */
export async function compareFeeds(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  return [
    ...(await compareChainlink(comparison, check)),
    ...(await comparePyth(comparison, check)),
    ...(await compareRedstone(comparison, check)),
    ...(await compareTicks(comparison, check)),
  ];
}

async function compareChainlink(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, manifest, block, publicClient } = comparison;
  const observations = await chainlinkAdapter.readObservations({
    facts,
    feeds: manifest.chainlink.map(({ pair, proxy }) => ({
      id: pair,
      source: { kind: "chainlink", proxy },
    })),
    block,
  });
  return manifest.chainlink.map(({ pair, proxy, decimals }) => async () => {
    const round = await readOrAbsent(
      publicClient.readContract({
        abi: chainlinkProxyAbi,
        address: proxy,
        functionName: "latestRoundData",
        blockNumber: block.number,
      }),
    );
    const one = observations.get(pair);
    check(
      `Chainlink ${pair}, latestRoundData`,
      one === undefined
        ? "absent"
        : [one.roundKey, one.rawValue, one.sourceTimeSeconds, one.decimals],
      round === "absent" ? "absent" : [round[0], round[1], round[3], decimals],
    );
  });
}

async function comparePyth(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, manifest, block, publicClient } = comparison;
  const { pyth } = manifest;
  if (pyth === null) return [];
  const observations = await pythAdapter.readObservations({
    facts,
    feeds: pyth.feeds.map(({ pair, priceId }) => ({
      id: pair,
      source: { kind: "pyth", contract: pyth.contract, priceId },
    })),
    block,
  });
  return pyth.feeds.map(({ pair, priceId }) => async () => {
    const price = await readOrAbsent(
      publicClient.readContract({
        abi: pythAbi,
        address: pyth.contract,
        functionName: "getPriceUnsafe",
        args: [priceId],
        blockNumber: block.number,
      }),
    );
    const one = observations.get(pair);
    check(
      `Pyth ${pair}, getPriceUnsafe`,
      one === undefined
        ? "absent"
        : [one.rawValue, one.rawConfidence, -one.decimals, one.sourceTimeSeconds],
      price === "absent" ? "absent" : [price.price, price.conf, price.expo, price.publishTime],
    );
  });
}

async function compareRedstone(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, manifest, block, publicClient } = comparison;
  const observations = await redstoneAdapter.readObservations({
    facts,
    feeds: manifest.redstone.map(({ pair, adapter, dataFeedId, decimals }) => ({
      id: pair,
      source: { kind: "redstone", adapter, dataFeedId, decimals },
    })),
    block,
  });
  return manifest.redstone.map(({ pair, adapter, dataFeedId }) => async () => {
    const contract = {
      abi: redstoneAdapterAbi,
      address: adapter,
      blockNumber: block.number,
    } as const;
    // The adapter of many feeds answers by feed, that of one answers without a name.
    const details = await readOrAbsent(
      publicClient.readContract({
        ...contract,
        functionName: "getLastUpdateDetails",
        args: [dataFeedId],
      }),
    );
    const value = await readOrAbsent(
      publicClient.readContract({
        ...contract,
        functionName: "getValueForDataFeed",
        args: [dataFeedId],
      }),
    );
    const times =
      details === "absent"
        ? await readOrAbsent(
            publicClient.readContract({
              ...contract,
              functionName: "getTimestampsFromLatestUpdate",
            }),
          )
        : ([details[0], details[1]] as const);
    const one = observations.get(pair);
    check(
      `RedStone ${pair}`,
      one === undefined ? "absent" : [one.rawValue, one.roundKey, one.writeTimeSeconds],
      value === "absent" || times === "absent" ? "absent" : [value, ...times],
    );
  });
}
