import { parseAbi } from "viem";

/**
 * Aave v3's PoolConfigurator: IPoolConfigurator.sol of @aave/core-v3 1.19.3, the e-modes of
 * @aave-dao/aave-v3-origin 3.6.0, and the isolated e-modes of its version 3.7.
 */
export const aaveV3PoolConfiguratorAbi = parseAbi([
  "event ReserveInitialized(address indexed asset, address indexed aToken, address stableDebtToken, address variableDebtToken, address interestRateStrategyAddress)",
  "event CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "event EModeCategoryAdded(uint8 indexed categoryId, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus, address oracle, string label)",
  "event EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)",
  "event AssetCollateralInEModeChanged(address indexed asset, uint8 categoryId, bool collateral)",
  "event AssetBorrowableInEModeChanged(address indexed asset, uint8 categoryId, bool borrowable)",
  "event AssetLtvzeroInEModeChanged(address indexed asset, uint8 categoryId, bool ltvzero)",
  "event EModeCategoryIsolationChanged(uint8 indexed categoryId, bool isolated)",
  "event ReserveStableRateBorrowing(address indexed asset, bool enabled)",
  "event ReserveFrozen(address indexed asset, bool frozen)",
  "event ReservePaused(address indexed asset, bool paused)",
  "event ReserveActive(address indexed asset, bool active)",
]);
