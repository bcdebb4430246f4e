import { parseAbi } from "viem";

const marketParams =
  "struct MarketParams { address loanToken; address collateralToken; address oracle; address irm; uint256 lltv; }";

/** What the local chains call of Morpho Blue (IMorpho.sol of @morpho-org/morpho-blue 1.0.0). */
export const morphoActionsAbi = parseAbi([
  marketParams,
  "function enableIrm(address irm)",
  "function enableLltv(uint256 lltv)",
  "function setFee(MarketParams marketParams, uint256 newFee)",
  "function setFeeRecipient(address newFeeRecipient)",
  "function createMarket(MarketParams marketParams)",
  "function supply(MarketParams marketParams, uint256 assets, uint256 shares, address onBehalf, bytes data) returns (uint256, uint256)",
  "function withdraw(MarketParams marketParams, uint256 assets, uint256 shares, address onBehalf, address receiver) returns (uint256, uint256)",
  "function borrow(MarketParams marketParams, uint256 assets, uint256 shares, address onBehalf, address receiver) returns (uint256, uint256)",
  "function repay(MarketParams marketParams, uint256 assets, uint256 shares, address onBehalf, bytes data) returns (uint256, uint256)",
  "function supplyCollateral(MarketParams marketParams, uint256 assets, address onBehalf, bytes data)",
  "function withdrawCollateral(MarketParams marketParams, uint256 assets, address onBehalf, address receiver)",
  "function liquidate(MarketParams marketParams, address borrower, uint256 seizedAssets, uint256 repaidShares, bytes data) returns (uint256, uint256)",
  "function accrueInterest(MarketParams marketParams)",
  "function position(bytes32 id, address user) view returns (uint256 supplyShares, uint128 borrowShares, uint128 collateral)",
  "function market(bytes32 id) view returns (uint128 totalSupplyAssets, uint128 totalSupplyShares, uint128 totalBorrowAssets, uint128 totalBorrowShares, uint128 lastUpdate, uint128 fee)",
]);

export const oracleMockAbi = parseAbi(["function setPrice(uint256 newPrice)"]);

export const flashBorrowerAbi = parseAbi([
  "function flashLoan(address token, uint256 assets, bytes data)",
]);

/** MetaMorpho and its factory (IMetaMorpho.sol, IMetaMorphoFactory.sol of morpho-org/metamorpho). */
export const metaMorphoAdminAbi = parseAbi([
  marketParams,
  "struct MarketAllocation { MarketParams marketParams; uint256 assets; }",
  "event CreateMetaMorpho(address indexed metaMorpho, address indexed caller, address initialOwner, uint256 initialTimelock, address indexed asset, string name, string symbol, bytes32 salt)",
  "function createMetaMorpho(address initialOwner, uint256 initialTimelock, address asset, string name, string symbol, bytes32 salt) returns (address)",
  "function submitCap(MarketParams marketParams, uint256 newSupplyCap)",
  "function acceptCap(MarketParams marketParams)",
  "function setSupplyQueue(bytes32[] newSupplyQueue)",
  "function setFeeRecipient(address newFeeRecipient)",
  "function setFee(uint256 newFee)",
  "function reallocate(MarketAllocation[] allocations)",
]);
