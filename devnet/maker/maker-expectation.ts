import { type Hex, toFunctionSelector } from "viem";
import type { Expectation } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { catAbi } from "./maker-abi.ts";

/** Functions whose anonymous logs begin with their selectors: LibNote of dss. */
const notes = new Map<Hex, string>(
  [
    "frob(bytes32,address,address,address,int256,int256)",
    "grab(bytes32,address,address,address,int256,int256)",
    "fork(bytes32,address,address,int256,int256)",
    "flux(bytes32,address,address,uint256)",
    "move(address,address,uint256)",
    "slip(bytes32,address,int256)",
    "fold(bytes32,address,int256)",
    "suck(address,address,uint256)",
    "heal(uint256)",
  ].map((signature) => [
    toFunctionSelector(signature).padEnd(66, "0") as Hex,
    signature.slice(0, signature.indexOf("(")),
  ]),
);

const events = expectEvents({ abi: catAbi, required: { Bite: 3 } });

/** What must have happened in the Vat, and how often at least. */
export const makerExpectation: Expectation = {
  required: {
    ...events.required,
    ...{ frob: 15, grab: 3, fork: 3, flux: 4, move: 8, slip: 8, fold: 5, suck: 2, heal: 1 },
  },
  namesOf(transaction) {
    const noted = transaction.logs.flatMap(({ topics }) => notes.get(topics[0] ?? "0x") ?? []);
    return [...noted, ...events.namesOf(transaction)];
  },
};
