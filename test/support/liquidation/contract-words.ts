import { type Hex, numberToHex } from "viem";

/** Answers every call with the word in slot 0. */
export const ONE_WORD: Hex = "0x60005460005260206000f3";
/** Answers every call with the word in the slot that its first argument names. */
export const WORD_OF_ARGUMENT: Hex = "0x6004355460005260206000f3";

export const word = (value: bigint): Hex => numberToHex(value, { size: 32 });
