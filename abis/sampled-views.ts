import { parseAbi } from "viem";

/**
 * Views of one amount that are read at blocks: what a token stands for, by the names under which it
 * is said (ERC-4626; Lido's wstETH; rETH; cbETH; Balancer's IRateProvider, which weETH has as well),
 * and an ERC-20's amounts.
 */
export const sampledViewsAbi = parseAbi([
  "function convertToAssets(uint256 shares) view returns (uint256)",
  "function stEthPerToken() view returns (uint256)",
  "function getExchangeRate() view returns (uint256)",
  "function exchangeRate() view returns (uint256)",
  "function getRate() view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address account) view returns (uint256)",
]);
