import { parseAbi } from "viem";

/** A pool of Venus: Comptroller.sol of @venusprotocol/isolated-pools 4.4.0. */
export const venusComptrollerAbi = parseAbi([
  "event MarketSupported(address vToken)",
  "event MarketUnlisted(address indexed vToken)",
  "event MarketEntered(address indexed vToken, address indexed account)",
  "event MarketExited(address indexed vToken, address indexed account)",
  "event NewCollateralFactor(address vToken, uint256 oldCollateralFactorMantissa, uint256 newCollateralFactorMantissa)",
  "event NewLiquidationThreshold(address vToken, uint256 oldLiquidationThresholdMantissa, uint256 newLiquidationThresholdMantissa)",
  "event NewCloseFactor(uint256 oldCloseFactorMantissa, uint256 newCloseFactorMantissa)",
  "event NewLiquidationIncentive(uint256 oldLiquidationIncentiveMantissa, uint256 newLiquidationIncentiveMantissa)",
  "event NewMinLiquidatableCollateral(uint256 oldMinLiquidatableCollateral, uint256 newMinLiquidatableCollateral)",
  "event NewPriceOracle(address oldPriceOracle, address newPriceOracle)",
  "event IsForcedLiquidationEnabledUpdated(address indexed vToken, bool enable)",
  "function oracle() view returns (address)",
  "function closeFactorMantissa() view returns (uint256)",
  "function liquidationIncentiveMantissa() view returns (uint256)",
  "function minLiquidatableCollateral() view returns (uint256)",
  "function markets(address vToken) view returns (bool isListed, uint256 collateralFactorMantissa, uint256 liquidationThresholdMantissa)",
  "function isForcedLiquidationEnabled(address vToken) view returns (bool)",
  "function getAllMarkets() view returns (address[])",
  "function checkMembership(address account, address vToken) view returns (bool)",
  "function getAccountLiquidity(address account) view returns (uint256 code, uint256 liquidity, uint256 shortfall)",
  "function getBorrowingPower(address account) view returns (uint256 code, uint256 liquidity, uint256 shortfall)",
]);

/** What a Comptroller asks of its oracle: OracleInterface.sol of @venusprotocol/oracle. */
export const venusOracleAbi = parseAbi([
  "function getUnderlyingPrice(address vToken) view returns (uint256)",
]);
