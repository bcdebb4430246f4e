import { parseAbi } from "viem";

/** A tokenised vault: ERC-20 and ERC-4626 as the standards write them. */
export const erc4626Abi = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 value)",
  "function asset() view returns (address)",
  "function convertToAssets(uint256 shares) view returns (uint256)",
  "function previewMint(uint256 shares) view returns (uint256)",
]);
