import { parseAbi } from "viem";

/* Perp v2 (Curie): the interfaces of @perp/curie-contract 2.8.4, as far as Ballast uses them. */

export const perpV2VaultAbi = parseAbi([
  "event Deposited(address indexed collateralToken, address indexed trader, uint256 amount)",
  "event Withdrawn(address indexed collateralToken, address indexed trader, uint256 amount)",
  "event CollateralLiquidated(address indexed trader, address indexed collateralToken, address indexed liquidator, uint256 collateral, uint256 repaidSettlementWithoutInsuranceFundFeeX10_S, uint256 insuranceFundFeeX10_S, uint24 discountRatio)",
  "event BadDebtSettled(address indexed trader, uint256 amount)",
  "function getBalance(address trader) view returns (int256)",
  "function getBalanceByToken(address trader, address token) view returns (int256)",
  "function getCollateralTokens(address trader) view returns (address[])",
  "function getSettlementTokenValue(address trader) view returns (int256)",
  "function getAccountValue(address trader) view returns (int256)",
  "function getFreeCollateral(address trader) view returns (uint256)",
  "function getFreeCollateralByToken(address trader, address token) view returns (uint256)",
  "function getFreeCollateralByRatio(address trader, uint24 ratio) view returns (int256)",
  "function getTotalDebt() view returns (uint256)",
]);

export const perpV2ClearingHouseAbi = parseAbi([
  "event PositionChanged(address indexed trader, address indexed baseToken, int256 exchangedPositionSize, int256 exchangedPositionNotional, uint256 fee, int256 openNotional, int256 realizedPnl, uint256 sqrtPriceAfterX96)",
  "event PositionLiquidated(address indexed trader, address indexed baseToken, uint256 positionNotional, uint256 positionSize, uint256 liquidationFee, address liquidator)",
  "event PositionClosed(address indexed trader, address indexed baseToken, int256 closedPositionSize, int256 closedPositionNotional, int256 openNotional, int256 realizedPnl, uint256 closedPrice)",
  "event LiquidityChanged(address indexed maker, address indexed baseToken, address indexed quoteToken, int24 lowerTick, int24 upperTick, int256 base, int256 quote, int128 liquidity, uint256 quoteFee)",
  "event FundingPaymentSettled(address indexed trader, address indexed baseToken, int256 fundingPayment)",
  "function getAccountValue(address trader) view returns (int256)",
]);

export const perpV2AccountBalanceAbi = parseAbi([
  "event PnlRealized(address indexed trader, int256 amount)",
  "struct AccountMarketInfo { int256 takerPositionSize; int256 takerOpenNotional; int256 lastTwPremiumGrowthGlobalX96; }",
  "function getAccountInfo(address trader, address baseToken) view returns (AccountMarketInfo)",
  "function getBaseTokens(address trader) view returns (address[])",
  "function getTakerPositionSize(address trader, address baseToken) view returns (int256)",
  "function getTakerOpenNotional(address trader, address baseToken) view returns (int256)",
  "function getTotalPositionSize(address trader, address baseToken) view returns (int256)",
  "function getTotalOpenNotional(address trader, address baseToken) view returns (int256)",
  "function getTotalPositionValue(address trader, address baseToken) view returns (int256)",
  "function getTotalAbsPositionValue(address trader) view returns (uint256)",
  "function getTotalDebtValue(address trader) view returns (uint256)",
  "function getBase(address trader, address baseToken) view returns (int256)",
  "function getQuote(address trader, address baseToken) view returns (int256)",
  "function getPnlAndPendingFee(address trader) view returns (int256 owedRealizedPnl, int256 unrealizedPnl, uint256 pendingFee)",
  "function getMarginRequirementForLiquidation(address trader) view returns (int256)",
  "function getMarkPrice(address baseToken) view returns (uint256)",
]);

export const perpV2ExchangeAbi = parseAbi([
  "event FundingUpdated(address indexed baseToken, uint256 marketTwap, uint256 indexTwap)",
  "function getPendingFundingPayment(address trader, address baseToken) view returns (int256)",
  "function getAllPendingFundingPayment(address trader) view returns (int256)",
]);

export const perpV2OrderBookAbi = parseAbi([
  "struct OpenOrder { uint128 liquidity; int24 lowerTick; int24 upperTick; uint256 lastFeeGrowthInsideX128; int256 lastTwPremiumGrowthInsideX96; int256 lastTwPremiumGrowthBelowX96; int256 lastTwPremiumDivBySqrtPriceGrowthInsideX96; uint256 baseDebt; uint256 quoteDebt; }",
  "function getOpenOrderIds(address trader, address baseToken) view returns (bytes32[])",
  "function getOpenOrder(address trader, address baseToken, int24 lowerTick, int24 upperTick) view returns (OpenOrder)",
  "function getTotalTokenAmountInPoolAndPendingFee(address trader, address baseToken, bool fetchBase) view returns (uint256 tokenAmount, uint256 pendingFee)",
]);

export const perpV2MarketRegistryAbi = parseAbi([
  "event PoolAdded(address indexed baseToken, uint24 indexed feeRatio, address indexed pool)",
  "event FeeRatioChanged(address baseToken, uint24 feeRatio)",
  "event InsuranceFundFeeRatioChanged(address baseToken, uint24 feeRatio)",
  "function getPool(address baseToken) view returns (address)",
  "function getFeeRatio(address baseToken) view returns (uint24)",
  "function getInsuranceFundFeeRatio(address baseToken) view returns (uint24)",
]);

export const perpV2CollateralManagerAbi = parseAbi([
  "event CollateralAdded(address indexed token, address priceFeed, uint24 collateralRatio, uint24 discountRatio, uint256 depositCap)",
  "event PriceFeedChanged(address indexed token, address priceFeed)",
  "event CollateralRatioChanged(address indexed token, uint24 collateralRatio)",
  "event DiscountRatioChanged(address indexed token, uint24 discountRatio)",
  "event DepositCapChanged(address indexed token, uint256 depositCap)",
  "struct CollateralConfig { address priceFeed; uint24 collateralRatio; uint24 discountRatio; uint256 depositCap; }",
  "function getCollateralConfig(address token) view returns (CollateralConfig)",
  "function getPrice(address token, uint256 interval) view returns (uint256)",
  "function getPriceFeedDecimals(address token) view returns (uint8)",
]);

export const perpV2ClearingHouseConfigAbi = parseAbi([
  "function getImRatio() view returns (uint24)",
  "function getMmRatio() view returns (uint24)",
]);

export const perpV2InsuranceFundAbi = parseAbi([
  "event Repaid(uint256 repaidAmount, uint256 tokenBalanceAfterRepaid)",
  "event FeeDistributed(uint256 surplus, uint256 insuranceFundCapacity, uint256 insuranceFundFreeCollateral, uint256 distributionThreshold)",
  "function getInsuranceFundCapacity() view returns (int256)",
]);

export const perpV2BaseTokenAbi = parseAbi([
  "function getIndexPrice(uint256 interval) view returns (uint256)",
  "function isOpen() view returns (bool)",
  "function isClosed() view returns (bool)",
  "function getClosedPrice() view returns (uint256)",
  "function getPausedIndexPrice() view returns (uint256)",
]);
