import { parseAbi } from "viem";

/**
 * Aave v3's Pool behind its proxy: IPool.sol and the proxy's Upgraded of @aave/core-v3 1.19.3, and the
 * deficits of @aave-dao/aave-v3-origin 3.6.0.
 */
export const aaveV3PoolAbi = parseAbi([
  "event ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate, uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)",
  "event ReserveUsedAsCollateralEnabled(address indexed reserve, address indexed user)",
  "event ReserveUsedAsCollateralDisabled(address indexed reserve, address indexed user)",
  "event UserEModeSet(address indexed user, uint8 categoryId)",
  "event LiquidationCall(address indexed collateralAsset, address indexed debtAsset, address indexed user, uint256 debtToCover, uint256 liquidatedCollateralAmount, address liquidator, bool receiveAToken)",
  "event DeficitCreated(address indexed user, address indexed debtAsset, uint256 amountCreated)",
  "event DeficitCovered(address indexed reserve, address caller, uint256 amountCovered)",
  "event Upgraded(address indexed implementation)",
  "function POOL_REVISION() view returns (uint256)",
  "function getUserAccountData(address user) view returns (uint256 totalCollateralBase, uint256 totalDebtBase, uint256 availableBorrowsBase, uint256 currentLiquidationThreshold, uint256 ltv, uint256 healthFactor)",
]);
