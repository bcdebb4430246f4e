import { parseAbi } from "viem";

/** What a deployment of Aave v3.0.2 calls: contracts of @aave/core-v3 1.19.3. */
export const poolAddressesProviderAbi = parseAbi([
  "function setACLAdmin(address newAclAdmin)",
  "function setACLManager(address newAclManager)",
  "function setPoolImpl(address newPoolImpl)",
  "function setPoolConfiguratorImpl(address newPoolConfiguratorImpl)",
  "function setPriceOracle(address newPriceOracle)",
  "function setPoolDataProvider(address newDataProvider)",
  "function getPool() view returns (address)",
  "function getPoolConfigurator() view returns (address)",
]);

export const aclManagerAbi = parseAbi([
  "function addPoolAdmin(address admin)",
  "function addEmergencyAdmin(address admin)",
  "function addRiskAdmin(address admin)",
  "function addAssetListingAdmin(address admin)",
]);

export const poolConfiguratorAdminAbi = parseAbi([
  "struct InitReserveInput { address aTokenImpl; address stableDebtTokenImpl; address variableDebtTokenImpl; uint8 underlyingAssetDecimals; address interestRateStrategyAddress; address underlyingAsset; address treasury; address incentivesController; string aTokenName; string aTokenSymbol; string variableDebtTokenName; string variableDebtTokenSymbol; string stableDebtTokenName; string stableDebtTokenSymbol; bytes params; }",
  "function initReserves(InitReserveInput[] input)",
  "function configureReserveAsCollateral(address asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "function setReserveBorrowing(address asset, bool enabled)",
  "function setReserveFlashLoaning(address asset, bool enabled)",
  "function setReserveFactor(address asset, uint256 newReserveFactor)",
  "function setLiquidationProtocolFee(address asset, uint256 newFee)",
  "function setReserveInterestRateStrategyAddress(address asset, address newRateStrategyAddress)",
  "function setEModeCategory(uint8 categoryId, uint16 ltv, uint16 liquidationThreshold, uint16 liquidationBonus, address oracle, string label)",
  "function setAssetEModeCategory(address asset, uint8 newCategoryId)",
  "function updateFlashloanPremiumTotal(uint128 newFlashloanPremiumTotal)",
  "function updateFlashloanPremiumToProtocol(uint128 newFlashloanPremiumToProtocol)",
]);

export const protocolDataProviderAbi = parseAbi([
  "function getReserveTokensAddresses(address asset) view returns (address aTokenAddress, address stableDebtTokenAddress, address variableDebtTokenAddress)",
]);
