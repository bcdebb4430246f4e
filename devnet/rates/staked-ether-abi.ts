import { parseAbi } from "viem";

export const stakedEtherAbi = parseAbi([
  "event TokenRebased(uint256 indexed reportTimestamp, uint256 timeElapsed, uint256 preTotalShares, uint256 preTotalEther, uint256 postTotalShares, uint256 postTotalEther, uint256 sharesMintedAsFees)",
  "event CapParametersUpdated(uint256 snapshotRatio, uint256 snapshotTimestamp, uint256 maxRatioGrowthPerSecond, uint16 maxYearlyRatioGrowthPercent)",
  "function report(uint256 postTotalEther)",
  "function stEthPerToken() view returns (uint256)",
  "function setCapParameters(uint256 ratio, uint256 timestamp, uint16 yearlyGrowth)",
]);
