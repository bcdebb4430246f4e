import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";

const standInScribeAbi = parseAbi(["function poke(uint128 val, uint32 age)"]);

/** Pokes a Scribe with a value × 10^18 that was signed at `age`, after its last write and not after the block. */
export function pokeScribe(parameters: {
  scribe: Address;
  keeper: Address;
  valueWad: bigint;
  age: number;
}): Transaction {
  const { scribe, keeper, valueWad, age } = parameters;
  return {
    from: keeper,
    to: scribe,
    data: encodeFunctionData({
      abi: standInScribeAbi,
      functionName: "poke",
      args: [valueWad, age],
    }),
    label: `poke the Scribe ${scribe} with ${valueWad}`,
  };
}
