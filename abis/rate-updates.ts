import { parseAbi } from "viem";

/**
 * Logs after which a rate may be another one: Lido's stETH (Lido.sol), cbETH (StakedTokenV1.sol),
 * and the flows of an ERC-4626 vault.
 */
export const rateUpdatesAbi = parseAbi([
  "event TokenRebased(uint256 indexed reportTimestamp, uint256 timeElapsed, uint256 preTotalShares, uint256 preTotalEther, uint256 postTotalShares, uint256 postTotalEther, uint256 sharesMintedAsFees)",
  "event ExchangeRateUpdated(address indexed oracle, uint256 newExchangeRate)",
  "event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)",
  "event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)",
]);
