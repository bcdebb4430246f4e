import { parseAbi } from "viem";

/**
 * DataFeedsCache.sol of @chainlink/contracts 1.5.0. Its AnswerUpdated names no feed, so that the
 * answers of all feeds of a cache would be mixed: it is left out.
 */
export const chainlinkCacheAbi = parseAbi([
  "event DecimalReportUpdated(bytes16 indexed dataId, uint256 indexed roundId, uint256 indexed timestamp, uint224 answer)",
  "event ProxyDataIdUpdated(address indexed proxy, bytes16 indexed dataId)",
  "event ProxyDataIdRemoved(address indexed proxy, bytes16 indexed dataId)",
  "function getLatestRoundData(bytes16 dataId) view returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
  "function getDecimals(bytes16 dataId) pure returns (uint8)",
  "function getDataIdForProxy(address proxy) view returns (bytes16)",
]);
