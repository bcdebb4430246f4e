import { parseAbi } from "viem";

/** What governs a market of Aave v3.6 and has changed since 3.0.2: IPoolConfigurator.sol of @aave-dao/aave-v3-origin 3.6.0. */
export const poolConfiguratorV36AdminAbi = parseAbi([
  "struct InitReserveInput { address aTokenImpl; address variableDebtTokenImpl; address underlyingAsset; string aTokenName; string aTokenSymbol; string variableDebtTokenName; string variableDebtTokenSymbol; bytes params; bytes interestRateData; }",
  "struct UpdateTokenInput { address asset; string name; string symbol; address implementation; bytes params; }",
  "function initReserves(InitReserveInput[] input)",
  "function updateAToken(UpdateTokenInput input)",
  "function updateVariableDebtToken(UpdateTokenInput input)",
  "function setReserveInterestRateData(address asset, bytes rateData)",
  "function setEModeCategory(uint8 categoryId, uint16 ltv, uint16 liquidationThreshold, uint16 liquidationBonus, string label)",
  "function setAssetCollateralInEMode(address asset, uint8 categoryId, bool allowed)",
  "function setAssetBorrowableInEMode(address asset, uint8 categoryId, bool borrowable)",
  "function setAssetLtvzeroInEMode(address asset, uint8 categoryId, bool ltvzero)",
  "function setReserveFreeze(address asset, bool freeze)",
  "function updateFlashloanPremium(uint128 newFlashloanPremium)",
]);
