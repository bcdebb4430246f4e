import { type Address, parseAbi, zeroAddress } from "viem";
import { prepareChainlinkSource } from "../chainlink/prepare-chainlink-source.ts";
import { createChainlinkCacheKeeper } from "../market/create-chainlink-cache-keeper.ts";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { setUpCache } from "./cache-transactions.ts";
import {
  type CachedPair,
  cacheDataId,
  cachedPairs,
  cacheHeartbeatSeconds,
  cacheWorkflowName,
} from "./chainlink-cache-parameters.ts";

const abi = parseAbi([
  "event DecimalReportUpdated(bytes16 indexed dataId, uint256 indexed roundId, uint256 indexed timestamp, uint224 answer)",
]);

/** Chainlink's DataFeedsCache with two feeds, each behind a proxy of its own. */
export const chainlinkCachePart: DevnetPart = async ({ log }) => {
  const artifact = await prepareChainlinkSource({
    path: "src/v0.8/data-feeds/DataFeedsCache.sol",
    log,
  });
  return async ({ chain, accounts, base, contracts }) => {
    const owner = accounts.deployer.address;
    const forwarder = accounts.keeper.address;
    const cache = await chain.deploy({ from: owner, artifact, label: "deploy the DataFeedsCache" });
    const proxies: Partial<Record<CachedPair, Address>> = {};
    for (const pair of cachedPairs) {
      proxies[pair] = await chain.deploy({
        from: owner,
        artifact: contracts.chainlink.EACAggregatorProxy,
        args: [cache, zeroAddress],
        label: `deploy the proxy of ${pair} before the DataFeedsCache`,
      });
    }
    const proxyOf = proxies as Record<CachedPair, Address>;
    for (const one of setUpCache({ cache, owner, forwarder, proxies: proxyOf })) chain.send(one);
    return {
      name: "chainlink-cache",
      manifest: {
        chainlinkCache: cachedPairs.map((pair) => ({
          ...{ pair, cache, forwarder },
          dataId: cacheDataId(pair),
          proxy: proxyOf[pair],
          heartbeatSeconds: cacheHeartbeatSeconds,
          workflowOwner: owner,
          workflowName: cacheWorkflowName,
          startBlock: base.startBlock,
        })),
      },
      createKeeper: (parameters) => createChainlinkCacheKeeper({ ...parameters, cache }),
      expected: expectEvents({ abi, required: { DecimalReportUpdated: 30 } }),
    };
  };
};
