import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  numberToHex,
  padHex,
  parseAbi,
} from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import {
  type CachedPair,
  cacheDataId,
  cachedPairs,
  cacheWorkflowName,
} from "./chainlink-cache-parameters.ts";

/** DataFeedsCache.sol of @chainlink/contracts 1.5.0, as far as used here. */
const dataFeedsCacheAbi = parseAbi([
  "struct WorkflowMetadata { address allowedSender; address allowedWorkflowOwner; bytes10 allowedWorkflowName; }",
  "function setFeedAdmin(address feedAdmin, bool isAdmin)",
  "function setDecimalFeedConfigs(bytes16[] dataIds, string[] descriptions, WorkflowMetadata[] workflowMetadata)",
  "function updateDataIdMappingsForProxies(address[] proxies, bytes16[] dataIds)",
  "function onReport(bytes metadata, bytes report)",
]);

const reportParameters = [
  {
    type: "tuple[]",
    components: [
      { type: "bytes32", name: "dataId" },
      { type: "uint32", name: "timestamp" },
      { type: "uint224", name: "answer" },
    ],
  },
] as const;

export type CacheReport = {
  pair: CachedPair;
  timestamp: number;
  /** In units of the feed's own decimals. */
  answer: bigint;
};

/** Sets up the feeds, lets the forwarder report them for the owner's workflow, and shows each to its proxy. */
export function setUpCache(parameters: {
  cache: Address;
  owner: Address;
  forwarder: Address;
  proxies: Readonly<Record<CachedPair, Address>>;
}): Transaction[] {
  const { cache, owner, forwarder, proxies } = parameters;
  const dataIds = cachedPairs.map(cacheDataId);
  const call = (label: string, data: Transaction["data"]): Transaction => ({
    ...{ from: owner, to: cache, data },
    label: `${label} of the DataFeedsCache`,
  });
  return [
    call(
      "set the admin",
      encodeFunctionData({
        abi: dataFeedsCacheAbi,
        functionName: "setFeedAdmin",
        args: [owner, true],
      }),
    ),
    call(
      "set the feeds",
      encodeFunctionData({
        abi: dataFeedsCacheAbi,
        functionName: "setDecimalFeedConfigs",
        args: [
          dataIds,
          cachedPairs.map((pair) => pair.replace("/", " / ")),
          [
            {
              allowedSender: forwarder,
              allowedWorkflowOwner: owner,
              allowedWorkflowName: cacheWorkflowName,
            },
          ],
        ],
      }),
    ),
    call(
      "set the proxies",
      encodeFunctionData({
        abi: dataFeedsCacheAbi,
        functionName: "updateDataIdMappingsForProxies",
        args: [cachedPairs.map((pair) => proxies[pair]), dataIds],
      }),
    ),
  ];
}

/** One report of several feeds, as the forwarder hands it over. */
export function reportToCache(parameters: {
  cache: Address;
  forwarder: Address;
  workflowOwner: Address;
  reports: readonly CacheReport[];
}): Transaction {
  const { cache, forwarder, workflowOwner, reports } = parameters;
  // The workflow's id, name and owner, and the report's name: DataFeedsCache._getWorkflowMetaData.
  const metadata = concatHex([
    numberToHex(0, { size: 32 }),
    cacheWorkflowName,
    workflowOwner,
    numberToHex(0, { size: 2 }),
  ]);
  const report = encodeAbiParameters(reportParameters, [
    reports.map(({ pair, timestamp, answer }) => ({
      dataId: padHex(cacheDataId(pair), { dir: "right", size: 32 }),
      timestamp,
      answer,
    })),
  ]);
  return {
    from: forwarder,
    to: cache,
    data: encodeFunctionData({
      abi: dataFeedsCacheAbi,
      functionName: "onReport",
      args: [metadata, report],
    }),
    label: `report ${reports.map(({ pair }) => pair).join(", ")} to the DataFeedsCache`,
  };
}
