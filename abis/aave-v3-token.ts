import { parseAbi } from "viem";

/** What an aToken and a variable debt token share: IScaledBalanceToken.sol of @aave/core-v3 1.19.3. */
export const aaveV3ScaledTokenAbi = parseAbi([
  "event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Upgraded(address indexed implementation)",
  "function scaledBalanceOf(address user) view returns (uint256)",
  "function balanceOf(address user) view returns (uint256)",
]);

/** An aToken: IAToken.sol of @aave/core-v3 1.19.3. */
export const aaveV3ATokenAbi = parseAbi([
  "event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Upgraded(address indexed implementation)",
  "event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)",
]);
