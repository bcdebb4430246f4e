import { parseAbi } from "viem";

/** Aave v3's PoolConfigurator: IPoolConfigurator.sol of @aave/core-v3 1.19.3. */
export const aaveV3PoolConfiguratorAbi = parseAbi([
  "event ReserveInitialized(address indexed asset, address indexed aToken, address stableDebtToken, address variableDebtToken, address interestRateStrategyAddress)",
  "event CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "event EModeCategoryAdded(uint8 indexed categoryId, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus, address oracle, string label)",
  "event EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)",
  "event ReserveStableRateBorrowing(address indexed asset, bool enabled)",
  "event ReserveFrozen(address indexed asset, bool frozen)",
  "event ReservePaused(address indexed asset, bool paused)",
  "event ReserveActive(address indexed asset, bool active)",
]);
