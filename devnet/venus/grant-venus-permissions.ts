import { type Address, encodeFunctionData, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import { accessControlAdminAbi } from "./venus-abi.ts";

/** What Venus' governance may do, as its contracts name it to the AccessControlManager. */
const signatures = [
  "setCloseFactor(uint256)",
  "setCollateralFactor(address,uint256,uint256)",
  "setLiquidationIncentive(uint256)",
  "setMarketBorrowCaps(address[],uint256[])",
  "setMarketSupplyCaps(address[],uint256[])",
  "setActionsPaused(address[],uint256[],bool)",
  "setMinLiquidatableCollateral(uint256)",
  "setForcedLiquidation(address,bool)",
  "unlistMarket(address)",
  "setProtocolSeizeShare(uint256)",
  "setReserveFactor(uint256)",
  "setInterestRateModel(address)",
  "setReduceReservesBlockDelta(uint256)",
  "syncCash()",
  "updateJumpRateModel(uint256,uint256,uint256,uint256)",
];

/** Queues every permission for the deployer, on every contract: the zero address stands for all. */
export function grantVenusPermissions(parameters: {
  chain: DevChain;
  deployer: Address;
  accessControl: Address;
}): void {
  const { chain, deployer, accessControl } = parameters;
  for (const signature of signatures) {
    chain.send({
      from: deployer,
      to: accessControl,
      data: encodeFunctionData({
        abi: accessControlAdminAbi,
        functionName: "giveCallPermission",
        args: [zeroAddress, signature, deployer],
      }),
      label: `permit ${signature}`,
    });
  }
}
