import { parseAbi } from "viem";

/** A market of Venus: VToken.sol and VTokenInterfaces.sol of @venusprotocol/isolated-pools 4.4.0. */
export const venusVTokenAbi = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 amount)",
  "event Redeem(address indexed redeemer, uint256 redeemAmount, uint256 redeemTokens, uint256 accountBalance)",
  "event Borrow(address indexed borrower, uint256 borrowAmount, uint256 accountBorrows, uint256 totalBorrows)",
  "event RepayBorrow(address indexed payer, address indexed borrower, uint256 repayAmount, uint256 accountBorrows, uint256 totalBorrows)",
  "event LiquidateBorrow(address indexed liquidator, address indexed borrower, uint256 repayAmount, address indexed vTokenCollateral, uint256 seizeTokens)",
  "event HealBorrow(address indexed payer, address indexed borrower, uint256 repayAmount)",
  "event ProtocolSeize(address indexed from, address indexed to, uint256 amount)",
  "event AccrueInterest(uint256 cashPrior, uint256 interestAccumulated, uint256 borrowIndex, uint256 totalBorrows)",
  "event ReservesAdded(address indexed benefactor, uint256 addAmount, uint256 newTotalReserves)",
  "event SpreadReservesReduced(address indexed protocolShareReserve, uint256 reduceAmount, uint256 newTotalReserves)",
  "event NewReserveFactor(uint256 oldReserveFactorMantissa, uint256 newReserveFactorMantissa)",
  "event NewProtocolSeizeShare(uint256 oldProtocolSeizeShareMantissa, uint256 newProtocolSeizeShareMantissa)",
  "event BadDebtIncreased(address indexed borrower, uint256 badDebtDelta, uint256 badDebtOld, uint256 badDebtNew)",
  "event BadDebtRecovered(uint256 badDebtOld, uint256 badDebtNew)",
  "function underlying() view returns (address)",
  "function isTimeBased() view returns (bool)",
  "function getCash() view returns (uint256)",
  "function borrowRatePerBlock() view returns (uint256)",
  "function exchangeRateStored() view returns (uint256)",
  "function accrualBlockNumber() view returns (uint256)",
  "function borrowIndex() view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function totalBorrows() view returns (uint256)",
  "function totalReserves() view returns (uint256)",
  "function badDebt() view returns (uint256)",
  "function reserveFactorMantissa() view returns (uint256)",
  "function protocolSeizeShareMantissa() view returns (uint256)",
  "function balanceOf(address owner) view returns (uint256)",
  "function borrowBalanceStored(address account) view returns (uint256)",
  "function getAccountSnapshot(address account) view returns (uint256 code, uint256 vTokenBalance, uint256 borrowBalance, uint256 exchangeRate)",
]);

/** Functions of a vToken that accrue first, called to see what they answer, never sent: hence `view`. */
export const venusAccruingViewsAbi = parseAbi([
  "function accrueInterest() view returns (uint256)",
  "function exchangeRateCurrent() view returns (uint256)",
  "function totalBorrowsCurrent() view returns (uint256)",
  "function balanceOfUnderlying(address owner) view returns (uint256)",
  "function borrowBalanceCurrent(address account) view returns (uint256)",
]);
