import { parseAbi } from "viem";

/** A Chainlink aggregator: AggregatorInterface.sol of @chainlink/contracts 0.0.10. */
export const chainlinkAggregatorAbi = parseAbi([
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt)",
]);

/**
 * The range that an aggregator writes answers of: OffchainAggregator.sol (libocr) has minAnswer and
 * maxAnswer, FluxAggregator.sol of @chainlink/contracts 0.0.10 the others.
 */
export const chainlinkAnswerRangeAbi = parseAbi([
  "function minAnswer() view returns (int192)",
  "function maxAnswer() view returns (int192)",
  "function minSubmissionValue() view returns (int256)",
  "function maxSubmissionValue() view returns (int256)",
]);

/**
 * Chainlink's aggregator for SVR feeds, which two proxies read differently (DualAggregator.sol,
 * whose source Chainlink has not published on npm). Each log says that what one
 * of them shows may have changed; what it is, only the proxy says.
 */
export const chainlinkDualAggregatorAbi = parseAbi([
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event SecondaryRoundIdUpdated(uint32 indexed secondaryRoundId)",
  "event PrimaryFeedUnlocked(uint32 indexed primaryRoundId)",
  "event CutoffTimeSet(uint32 cutoffTime)",
]);

/** A Chainlink proxy: AggregatorProxy.sol of @chainlink/contracts 0.0.10. It logs no change of phase. */
export const chainlinkProxyAbi = parseAbi([
  "function phaseId() view returns (uint16)",
  "function aggregator() view returns (address)",
  "function decimals() view returns (uint8)",
  "function description() view returns (string)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
]);
