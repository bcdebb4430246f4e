import { parseAbi } from "viem";

/** Perp v2 (@perp/curie-contract 2.8.4), as far as the local chains call it. */
export const perpSetupAbi = parseAbi([
  "function mintMaximumTo(address recipient)",
  "function addWhitelist(address account)",
  "function addPool(address baseToken, uint24 feeRatio) returns (address)",
  "function setInsuranceFundFeeRatio(address baseToken, uint24 insuranceFundFeeRatio)",
  "function setMaxTickCrossedWithinBlock(address baseToken, uint24 maxTickCrossedWithinBlock)",
  "function setSettlementTokenBalanceCap(uint256 cap)",
  "function setClearingHouse(address clearingHouse)",
  "function setAccountBalance(address accountBalance)",
  "function setExchange(address exchange)",
  "function setVault(address vault)",
  "function setCollateralManager(address collateralManager)",
  "function setDelegateApproval(address delegateApproval)",
  "function setDistributionThreshold(uint256 distributionThreshold)",
  "function setSurplusBeneficiary(address surplusBeneficiary)",
  "struct CollateralConfig { address priceFeed; uint24 collateralRatio; uint24 discountRatio; uint256 depositCap; }",
  "function addCollateral(address token, CollateralConfig config)",
  "function setCollateralRatio(address token, uint24 collateralRatio)",
  "function setDiscountRatio(address token, uint24 discountRatio)",
  "function setPriceFeed(address token, address priceFeed)",
  "function setDepositCap(address token, uint256 depositCap)",
  "function setFeeRatio(address baseToken, uint24 feeRatio)",
  "function pause()",
  "function close(uint256 closedPrice)",
]);

export const perpVaultAbi = parseAbi([
  "function deposit(address token, uint256 amount)",
  "function depositFor(address to, address token, uint256 amount)",
  "function withdraw(address token, uint256 amount)",
  "function withdrawAll(address token) returns (uint256)",
  "function settleBadDebt(address trader)",
  "function liquidateCollateral(address trader, address token, uint256 amount, bool isDenominatedInSettlementToken) returns (uint256)",
  "function getFreeCollateralByToken(address trader, address token) view returns (uint256)",
  "function getMaxRepaidSettlementAndLiquidatableCollateral(address trader, address token) view returns (uint256 maxRepaidSettlement, uint256 maxLiquidatableCollateral)",
  "function getFreeCollateral(address trader) view returns (uint256)",
  "function isLiquidatable(address trader) view returns (bool)",
]);

export const perpClearingHouseAbi = parseAbi([
  "struct AddLiquidityParams { address baseToken; uint256 base; uint256 quote; int24 lowerTick; int24 upperTick; uint256 minBase; uint256 minQuote; bool useTakerBalance; uint256 deadline; }",
  "struct RemoveLiquidityParams { address baseToken; int24 lowerTick; int24 upperTick; uint128 liquidity; uint256 minBase; uint256 minQuote; uint256 deadline; }",
  "struct OpenPositionParams { address baseToken; bool isBaseToQuote; bool isExactInput; uint256 amount; uint256 oppositeAmountBound; uint256 deadline; uint160 sqrtPriceLimitX96; bytes32 referralCode; }",
  "struct ClosePositionParams { address baseToken; uint160 sqrtPriceLimitX96; uint256 oppositeAmountBound; uint256 deadline; bytes32 referralCode; }",
  "function addLiquidity(AddLiquidityParams params)",
  "function removeLiquidity(RemoveLiquidityParams params)",
  "function openPosition(OpenPositionParams params)",
  "function closePosition(ClosePositionParams params)",
  "function liquidate(address trader, address baseToken)",
  "function cancelAllExcessOrders(address maker, address baseToken)",
  "function settleAllFunding(address trader)",
  "function quitMarket(address trader, address baseToken)",
  "function getAccountValue(address trader) view returns (int256)",
]);

export const perpInsuranceFundAbi = parseAbi([
  "function repay()",
  "function distributeFee() returns (uint256)",
]);

export const perpAccountBalanceAbi = parseAbi([
  "function getTakerPositionSize(address trader, address baseToken) view returns (int256)",
  "function getMarginRequirementForLiquidation(address trader) view returns (int256)",
]);

export const perpOrderBookAbi = parseAbi([
  "struct OpenOrder { uint128 liquidity; int24 lowerTick; int24 upperTick; uint256 lastFeeGrowthInsideX128; int256 lastTwPremiumGrowthInsideX96; int256 lastTwPremiumGrowthBelowX96; int256 lastTwPremiumDivBySqrtPriceGrowthInsideX96; uint256 baseDebt; uint256 quoteDebt; }",
  "function getOpenOrderIds(address trader, address baseToken) view returns (bytes32[])",
  "function getOpenOrderById(bytes32 orderId) view returns (OpenOrder)",
]);

export const perpBaseTokenAbi = parseAbi([
  "function getIndexPrice(uint256 interval) view returns (uint256)",
  "function getPriceFeed() view returns (address)",
]);

export const perpPoolAbi = parseAbi([
  "function createPool(address tokenA, address tokenB, uint24 fee) returns (address pool)",
  "function getPool(address tokenA, address tokenB, uint24 fee) view returns (address)",
  "function initialize(uint160 sqrtPriceX96)",
  "function increaseObservationCardinalityNext(uint16 observationCardinalityNext)",
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16 observationIndex, uint16 observationCardinality, uint16 observationCardinalityNext, uint8 feeProtocol, bool unlocked)",
]);
