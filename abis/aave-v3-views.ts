import { parseAbi } from "viem";

/**
 * What parity compares with, and what only a pool itself says: IPool.sol of @aave/core-v3 1.19.3 and of @aave-dao/aave-v3-origin 3.6.0,
 * which states these in the same form. A pool before 3.3 has no getReserveDeficit.
 */
export const aaveV3PoolViewsAbi = parseAbi([
  "struct ReserveData { uint256 configuration; uint128 liquidityIndex; uint128 currentLiquidityRate; uint128 variableBorrowIndex; uint128 currentVariableBorrowRate; uint128 currentStableBorrowRate; uint40 lastUpdateTimestamp; uint16 id; address aTokenAddress; address stableDebtTokenAddress; address variableDebtTokenAddress; address interestRateStrategyAddress; uint128 accruedToTreasury; uint128 unbacked; uint128 isolationModeTotalDebt; }",
  "struct EModeCategory { uint16 ltv; uint16 liquidationThreshold; uint16 liquidationBonus; address priceSource; string label; }",
  "function getReservesList() view returns (address[])",
  "function getConfiguration(address asset) view returns (uint256)",
  "function getReserveData(address asset) view returns (ReserveData)",
  "function getReserveNormalizedIncome(address asset) view returns (uint256)",
  "function getReserveNormalizedVariableDebt(address asset) view returns (uint256)",
  "function getReserveDeficit(address asset) view returns (uint256)",
  "function getEModeCategoryData(uint8 id) view returns (EModeCategory)",
  "function getUserConfiguration(address user) view returns (uint256)",
  "function getUserEMode(address user) view returns (uint256)",
]);
