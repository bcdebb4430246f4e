import { parseAbi } from "viem";

/** AaveOracle: IAaveOracle.sol of @aave/core-v3 1.19.3. */
export const aaveV3OracleAbi = parseAbi([
  "event AssetSourceUpdated(address indexed asset, address indexed source)",
  "function getAssetPrice(address asset) view returns (uint256)",
]);
