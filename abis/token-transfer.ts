import { parseAbi } from "viem";

/** The only log of an ERC-20 by which its supply and balances change. */
export const tokenTransferAbi = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 value)",
]);
