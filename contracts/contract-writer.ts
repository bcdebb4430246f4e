import type { Address, Hex } from "viem";
import type { Artifact } from "../devnet/solidity/artifact.ts";

/** Sends a creation transaction, sees it mined and returns the new contract's address. */
export type DeployContract = (parameters: {
  artifact: Pick<Artifact, "abi" | "bytecode">;
  args: readonly unknown[];
}) => Promise<Address>;

/** Sends a transaction, sees it mined and rejects where it reverts. */
export type SendCall = (parameters: { to: Address; data: Hex }) => Promise<void>;
