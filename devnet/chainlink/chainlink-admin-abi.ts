import { parseAbi } from "viem";

/** FluxAggregator.sol and AggregatorProxy.sol of @chainlink/contracts 0.0.10, as far as used here. */
export const fluxAggregatorAbi = parseAbi([
  "function changeOracles(address[] removed, address[] added, address[] addedAdmins, uint32 minSubmissions, uint32 maxSubmissions, uint32 restartDelay)",
  "function submit(uint256 roundId, int256 submission)",
  "function latestRound() view returns (uint256)",
]);

export const aggregatorProxyAdminAbi = parseAbi([
  "function proposeAggregator(address aggregator)",
  "function confirmAggregator(address aggregator)",
]);
