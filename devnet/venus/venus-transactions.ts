import { type Address, type ContractFunctionArgs, encodeFunctionData } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import {
  comptrollerAdminAbi,
  jumpRateModelAdminAbi,
  localVenusOracleAbi,
  vTokenAdminAbi,
} from "./venus-abi.ts";

type VTokenFunction = Extract<
  (typeof vTokenAdminAbi)[number],
  { type: "function"; stateMutability: "nonpayable" }
>["name"];
type ComptrollerFunction = Extract<
  (typeof comptrollerAdminAbi)[number],
  { type: "function"; stateMutability: "nonpayable" }
>["name"];

/** Any call of a vToken. */
export function vTokenCall<Name extends VTokenFunction>(parameters: {
  from: Address;
  vToken: Address;
  functionName: Name;
  args: ContractFunctionArgs<typeof vTokenAdminAbi, "nonpayable", Name>;
}): Transaction {
  const { from, vToken, functionName, args } = parameters;
  const call = { abi: vTokenAdminAbi, functionName, args } as unknown as Encodable;
  return {
    from,
    to: vToken,
    data: encodeFunctionData(call),
    label: `${from} calls ${functionName}(${(args as readonly unknown[]).join(", ")}) of vToken ${vToken}`,
  };
}

/** Any call of a Comptroller. */
export function comptrollerCall<Name extends ComptrollerFunction>(parameters: {
  from: Address;
  comptroller: Address;
  functionName: Name;
  args: ContractFunctionArgs<typeof comptrollerAdminAbi, "nonpayable", Name>;
}): Transaction {
  const { from, comptroller, functionName, args } = parameters;
  const call = { abi: comptrollerAdminAbi, functionName, args } as unknown as Encodable;
  return {
    from,
    to: comptroller,
    data: encodeFunctionData(call),
    label: `${from} calls ${functionName} of Venus' Comptroller ${comptroller}`,
  };
}

/** A price at the local oracle: USD × 10^(36 − decimals of the underlying); 0 makes it missing. */
export function setVenusPrice(parameters: {
  from: Address;
  oracle: Address;
  vToken: Address;
  price: bigint;
}): Transaction {
  const { from, oracle, vToken, price } = parameters;
  return {
    from,
    to: oracle,
    data: encodeFunctionData({
      abi: localVenusOracleAbi,
      functionName: "setPrice",
      args: [vToken, price],
    }),
    label: `set the price of vToken ${vToken} to ${price}`,
  };
}

/** New rates per year, in wad, of a JumpRateModelV2. */
export function updateJumpRates(parameters: {
  from: Address;
  model: Address;
  rates: { base: bigint; multiplier: bigint; jump: bigint; kink: bigint };
}): Transaction {
  const { from, model, rates } = parameters;
  return {
    from,
    to: model,
    data: encodeFunctionData({
      abi: jumpRateModelAdminAbi,
      functionName: "updateJumpRateModel",
      args: [rates.base, rates.multiplier, rates.jump, rates.kink],
    }),
    label: `change the rates of model ${model}`,
  };
}

/** viem's types follow one name of an ABI, not any of several. */
type Encodable = Parameters<typeof encodeFunctionData>[0];
