import { parseAbi } from "viem";

/** Aave's price cap adapters for yield-bearing tokens (aave-capo, IPriceCapAdapter.sol). */
export const priceCapAdapterAbi = parseAbi([
  "event CapParametersUpdated(uint256 snapshotRatio, uint256 snapshotTimestamp, uint256 maxRatioGrowthPerSecond, uint16 maxYearlyRatioGrowthPercent)",
  "function RATIO_DECIMALS() view returns (uint8)",
  "function getSnapshotRatio() view returns (uint256)",
  "function getSnapshotTimestamp() view returns (uint256)",
  "function getMaxYearlyGrowthRatePercent() view returns (uint256)",
  "function isCapped() view returns (bool)",
]);
