import { concatHex, type Hex, hexToBytes, keccak256, numberToHex } from "viem";
import type { GuardianKey } from "../guardians/guardian-keys.ts";
import { encodeVaaBody, signVaa } from "../guardians/sign-vaa.ts";
import type { PythQuoteAtTime } from "./pyth-quote.ts";

/** Pythnet's chain and emitter on the public networks. */
export const pythnetEmitter = {
  emitterChain: 26,
  emitterAddress: "0xe101faedac5851e32b9b23b5f9411a8c2bac4aae3ed4dd7b811dd1a72ea4aa71",
} as const;

const leafPrefix = "0x00";
const nodePrefix = "0x01";
const emptyLeafPrefix = "0x02";

/**
 * An accumulator update as Pythnet and the guardians make one: the prices are leaves of a Merkle tree
 * whose root the guardians sign (pyth-crosschain PythAccumulator.sol, MerkleTree.sol). Written for
 * itself and not with the code that verifies it.
 */
export function signPythUpdate(parameters: {
  quotes: readonly PythQuoteAtTime[];
  keys: readonly GuardianKey[];
  quorum: number;
  guardianSetIndex: number;
  slot: bigint;
}): Hex {
  const { quotes, keys, quorum, guardianSetIndex, slot } = parameters;
  const messages = quotes.map(encodeMessage);
  const levels = [padded(messages.map((message) => hash20(concatHex([leafPrefix, message]))))];
  for (let level = levels[0]!; level.length > 1; level = levels.at(-1)!) {
    levels.push(
      Array.from({ length: level.length / 2 }, (_, index) =>
        nodeHash(level[2 * index]!, level[2 * index + 1]!),
      ),
    );
  }
  const proofOf = (leaf: number) =>
    levels.slice(0, -1).map((level, height) => level[(leaf >> height) ^ 1]!);
  const vaa = signVaa({
    body: encodeVaaBody({
      timestampSeconds: Math.max(...quotes.map(({ publishTimeSeconds }) => publishTimeSeconds)),
      nonce: 0,
      emitterChainId: pythnetEmitter.emitterChain,
      emitterAddress: pythnetEmitter.emitterAddress,
      sequence: slot,
      consistencyLevel: 1,
      payload: concatHex([
        "0x41555756", // AUWV
        "0x00", // Wormhole Merkle
        numberToHex(slot, { size: 8 }),
        numberToHex(10_000, { size: 4 }), // ring size
        levels.at(-1)![0]!,
      ]),
    }),
    guardianSetIndex,
    keys,
    signers: Array.from({ length: quorum }, (_, index) => index),
  });
  return concatHex([
    "0x504e4155", // PNAU
    "0x010000", // version 1.0, no trailing header
    "0x00", // Wormhole Merkle
    numberToHex(hexToBytes(vaa).length, { size: 2 }),
    vaa,
    numberToHex(messages.length, { size: 1 }),
    ...messages.flatMap((message, leaf) => {
      const proof = proofOf(leaf);
      return [
        numberToHex(hexToBytes(message).length, { size: 2 }),
        message,
        numberToHex(proof.length, { size: 1 }),
        ...proof,
      ];
    }),
  ]);
}

/** The moving average is the price itself. */
function encodeMessage(quote: PythQuoteAtTime): Hex {
  const { priceId, price, confidence, exponent, publishTimeSeconds } = quote;
  return concatHex([
    "0x00", // a price
    priceId,
    numberToHex(price, { size: 8, signed: true }),
    numberToHex(confidence, { size: 8 }),
    numberToHex(exponent, { size: 4, signed: true }),
    numberToHex(publishTimeSeconds, { size: 8 }),
    numberToHex(publishTimeSeconds - 1, { size: 8 }),
    numberToHex(price, { size: 8, signed: true }),
    numberToHex(confidence, { size: 8 }),
  ]);
}

function padded(leaves: readonly Hex[]): Hex[] {
  let size = 1;
  while (size < leaves.length) size *= 2;
  return Array.from({ length: size }, (_, index) => leaves[index] ?? hash20(emptyLeafPrefix));
}

function nodeHash(a: Hex, b: Hex): Hex {
  return hash20(concatHex([nodePrefix, ...(BigInt(a) > BigInt(b) ? [b, a] : [a, b])]));
}

function hash20(bytes: Hex): Hex {
  return keccak256(bytes).slice(0, 42) as Hex;
}
