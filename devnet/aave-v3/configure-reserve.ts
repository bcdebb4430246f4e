import { type Address, encodeFunctionData } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import { poolConfiguratorAdminAbi } from "./aave-v3-admin-abi.ts";
import { liquidationProtocolFeeBps, type ReserveParameters } from "./reserve-parameters.ts";

/** Queues what makes a listed asset a reserve that lends and borrows, the same in every version. */
export function configureReserve(parameters: {
  chain: DevChain;
  deployer: Address;
  poolConfigurator: Address;
  asset: Address;
  symbol: string;
  risk: ReserveParameters;
}): void {
  const { chain, deployer, poolConfigurator, asset, symbol, risk } = parameters;
  const abi = poolConfiguratorAdminAbi;
  const calls = {
    configureReserveAsCollateral: encodeFunctionData({
      abi,
      functionName: "configureReserveAsCollateral",
      args: [asset, risk.ltvBps, risk.liquidationThresholdBps, risk.liquidationBonusBps],
    }),
    setReserveBorrowing: encodeFunctionData({
      abi,
      functionName: "setReserveBorrowing",
      args: [asset, true],
    }),
    setReserveFlashLoaning: encodeFunctionData({
      abi,
      functionName: "setReserveFlashLoaning",
      args: [asset, true],
    }),
    setReserveFactor: encodeFunctionData({
      abi,
      functionName: "setReserveFactor",
      args: [asset, risk.reserveFactorBps],
    }),
    setLiquidationProtocolFee: encodeFunctionData({
      abi,
      functionName: "setLiquidationProtocolFee",
      args: [asset, liquidationProtocolFeeBps],
    }),
  };
  for (const [name, data] of Object.entries(calls)) {
    chain.send({ from: deployer, to: poolConfigurator, data, label: `${name} of ${symbol}` });
  }
}
