import { parseAbi } from "viem";

/** What the local chains do with a Comptroller and its proxies: Comptroller.sol of @venusprotocol/isolated-pools 4.4.0. */
export const comptrollerAdminAbi = parseAbi([
  "struct LiquidationOrder { address vTokenCollateral; address vTokenBorrowed; uint256 repayAmount; }",
  "function initialize(uint256 loopLimit, address accessControlManager)",
  "function setPriceOracle(address newOracle)",
  "function supportMarket(address vToken)",
  "function unlistMarket(address market) returns (uint256)",
  "function setCloseFactor(uint256 newCloseFactorMantissa)",
  "function setCollateralFactor(address vToken, uint256 newCollateralFactorMantissa, uint256 newLiquidationThresholdMantissa)",
  "function setLiquidationIncentive(uint256 newLiquidationIncentiveMantissa)",
  "function setMinLiquidatableCollateral(uint256 newMinLiquidatableCollateral)",
  "function setMarketBorrowCaps(address[] vTokens, uint256[] newBorrowCaps)",
  "function setMarketSupplyCaps(address[] vTokens, uint256[] newSupplyCaps)",
  "function setActionsPaused(address[] marketsList, uint8[] actionsList, bool paused)",
  "function setForcedLiquidation(address vTokenBorrowed, bool enable)",
  "function enterMarkets(address[] vTokens) returns (uint256[])",
  "function exitMarket(address vTokenAddress) returns (uint256)",
  "function updateDelegate(address delegate, bool approved)",
  "function healAccount(address user)",
  "function liquidateAccount(address borrower, LiquidationOrder[] orders)",
  "function getAssetsIn(address account) view returns (address[])",
  "function getAccountLiquidity(address account) view returns (uint256 code, uint256 liquidity, uint256 shortfall)",
  "function getBorrowingPower(address account) view returns (uint256 code, uint256 liquidity, uint256 shortfall)",
  "function minLiquidatableCollateral() view returns (uint256)",
  "function markets(address vToken) view returns (bool isListed, uint256 collateralFactorMantissa, uint256 liquidationThresholdMantissa)",
]);

/** What the local chains do with a vToken: VToken.sol of the same package. */
export const vTokenAdminAbi = parseAbi([
  "struct RiskManagement { address shortfall; address protocolShareReserve; }",
  "function initialize(address underlying_, address comptroller_, address interestRateModel_, uint256 initialExchangeRateMantissa_, string name_, string symbol_, uint8 decimals_, address admin_, address accessControlManager_, RiskManagement riskManagement, uint256 reserveFactorMantissa_)",
  "function mint(uint256 mintAmount) returns (uint256)",
  "function mintBehalf(address minter, uint256 mintAmount) returns (uint256)",
  "function redeem(uint256 redeemTokens) returns (uint256)",
  "function redeemBehalf(address redeemer, uint256 redeemTokens) returns (uint256)",
  "function redeemUnderlying(uint256 redeemAmount) returns (uint256)",
  "function borrow(uint256 borrowAmount) returns (uint256)",
  "function borrowBehalf(address borrower, uint256 borrowAmount) returns (uint256)",
  "function repayBorrow(uint256 repayAmount) returns (uint256)",
  "function repayBorrowBehalf(address borrower, uint256 repayAmount) returns (uint256)",
  "function liquidateBorrow(address borrower, uint256 repayAmount, address vTokenCollateral) returns (uint256)",
  "function transfer(address dst, uint256 amount) returns (bool)",
  "function approve(address spender, uint256 amount) returns (bool)",
  "function transferFrom(address src, address dst, uint256 amount) returns (bool)",
  "function accrueInterest() returns (uint256)",
  "function addReserves(uint256 addAmount)",
  "function reduceReserves(uint256 reduceAmount)",
  "function badDebtRecovered(uint256 recoveredAmount_)",
  "function syncCash()",
  "function setProtocolSeizeShare(uint256 newProtocolSeizeShareMantissa_)",
  "function setReserveFactor(uint256 newReserveFactorMantissa)",
  "function setReduceReservesBlockDelta(uint256 newReduceReservesBlockOrTimestampDelta)",
  "function setInterestRateModel(address newInterestRateModel)",
  "function balanceOf(address owner) view returns (uint256)",
  "function borrowBalanceStored(address account) view returns (uint256)",
  // Accrues first; only ever called to see what it answers.
  "function borrowBalanceCurrent(address account) view returns (uint256)",
  "function getCash() view returns (uint256)",
  "function totalReserves() view returns (uint256)",
  "function badDebt() view returns (uint256)",
]);

/** JumpRateModelV2.sol of the same package. */
export const jumpRateModelAdminAbi = parseAbi([
  "function updateJumpRateModel(uint256 baseRatePerYear, uint256 multiplierPerYear, uint256 jumpMultiplierPerYear, uint256 kink_)",
]);

/** AccessControlManager.sol of @venusprotocol/governance-contracts. */
export const accessControlAdminAbi = parseAbi([
  "function giveCallPermission(address contractAddress, string functionSig, address accountToPermit)",
]);

/** Our LocalVenusOracle. */
export const localVenusOracleAbi = parseAbi([
  "function setPrice(address vToken, uint256 price)",
  "function getUnderlyingPrice(address vToken) view returns (uint256)",
]);
