import { parseAbi } from "viem";

/**
 * A sequencer uptime feed and the Chainlink proxy in front of it: BaseSequencerUptimeFeed.sol and
 * ArbitrumSequencerUptimeFeed.sol of @chainlink/contracts 1.5.0. What AnswerUpdated calls updatedAt
 * is the time of the change.
 */
export const sequencerUptimeFeedAbi = parseAbi([
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event RoundUpdated(int256 status, uint64 updatedAt)",
]);
