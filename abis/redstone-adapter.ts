import { parseAbi } from "viem";

/**
 * RedStone's push adapters of @redstone-finance/on-chain-relayer 0.6.1: the one that serves one feed
 * and logs AnswerUpdated (MergedPriceFeedAdapterCommon.sol, IRedstoneAdapter.sol), and the one that
 * serves many and logs ValueUpdate (MultiFeedAdapterWithoutRounds.sol, IMultiFeedAdapter.sol).
 */
export const redstoneAdapterAbi = parseAbi([
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event ValueUpdate(uint256 value, bytes32 dataFeedId, uint256 updatedAt)",
  "function getTimestampsFromLatestUpdate() view returns (uint128 dataTimestamp, uint128 blockTimestamp)",
  "function getLastUpdateDetails(bytes32 dataFeedId) view returns (uint256 lastDataTimestamp, uint256 lastBlockTimestamp, uint256 lastValue)",
  "function getLastUpdateDetailsUnsafe(bytes32 dataFeedId) view returns (uint256 lastDataTimestamp, uint256 lastBlockTimestamp, uint256 lastValue)",
  "function getValueForDataFeedUnsafe(bytes32 dataFeedId) view returns (uint256)",
  "function getValueForDataFeed(bytes32 dataFeedId) view returns (uint256)",
]);
