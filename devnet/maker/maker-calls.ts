import { type Address, encodeFunctionData, type Hex, stringToHex } from "viem";
import { callBatchAbi, cdpManagerAbi, vatAbi } from "./maker-abi.ts";

/** A name as the contracts keep it. */
export const bytes32 = (text: string): Hex => stringToHex(text, { size: 32 });

export const ilks = {
  ethA: bytes32("ETH-A"),
  ethB: bytes32("ETH-B"),
  wbtcA: bytes32("WBTC-A"),
  usdcA: bytes32("USDC-A"),
} as const;

/** Call data for the Vat. */
export const vatCalls = {
  /** Collateral from `u` and DAI to `u`, whose urn it is. */
  frob: (i: Hex, u: Address, dink: bigint, dart: bigint) =>
    encodeFunctionData({ abi: vatAbi, functionName: "frob", args: [i, u, u, u, dink, dart] }),
  flux: (i: Hex, src: Address, dst: Address, wad: bigint) =>
    encodeFunctionData({ abi: vatAbi, functionName: "flux", args: [i, src, dst, wad] }),
  move: (src: Address, dst: Address, rad: bigint) =>
    encodeFunctionData({ abi: vatAbi, functionName: "move", args: [src, dst, rad] }),
  fork: (i: Hex, src: Address, dst: Address, dink: bigint, dart: bigint) =>
    encodeFunctionData({ abi: vatAbi, functionName: "fork", args: [i, src, dst, dink, dart] }),
  hope: (usr: Address) => encodeFunctionData({ abi: vatAbi, functionName: "hope", args: [usr] }),
};

/** Call data for the CdpManager. */
export const managerCalls = {
  open: (i: Hex, usr: Address) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "open", args: [i, usr] }),
  frob: (cdp: bigint, dink: bigint, dart: bigint) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "frob", args: [cdp, dink, dart] }),
  move: (cdp: bigint, dst: Address, rad: bigint) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "move", args: [cdp, dst, rad] }),
  give: (cdp: bigint, dst: Address) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "give", args: [cdp, dst] }),
  shift: (src: bigint, dst: bigint) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "shift", args: [src, dst] }),
  quit: (cdp: bigint, dst: Address) =>
    encodeFunctionData({ abi: cdpManagerAbi, functionName: "quit", args: [cdp, dst] }),
};

type Call = { target: Address; data: Hex };

/** Call data for our CallBatch. */
export const batchCalls = {
  run: (calls: readonly Call[]) =>
    encodeFunctionData({ abi: callBatchAbi, functionName: "run", args: [calls] }),
  runAndRevert: (calls: readonly Call[]) =>
    encodeFunctionData({ abi: callBatchAbi, functionName: "runAndRevert", args: [calls] }),
  tryThenRun: (undone: readonly Call[], calls: readonly Call[]) =>
    encodeFunctionData({ abi: callBatchAbi, functionName: "tryThenRun", args: [undone, calls] }),
};
