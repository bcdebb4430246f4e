import secp256k1 from "secp256k1";
import { bytesToHex, concatHex, type Hex, hexToBytes, keccak256, numberToHex } from "viem";
import type { GuardianKey } from "./guardian-keys.ts";

/** What guardians say about one published message: the fields of a VAA's body. */
export type WormholeMessage = {
  /** Time of the message's block, unix seconds. */
  timestampSeconds: number;
  nonce: number;
  emitterChainId: number;
  /** 32 bytes. */
  emitterAddress: Hex;
  sequence: bigint;
  consistencyLevel: number;
  payload: Hex;
};

/** A VAA's body: big-endian, packed, the payload to the end. */
export function encodeVaaBody(message: WormholeMessage): Hex {
  return concatHex([
    numberToHex(message.timestampSeconds, { size: 4 }),
    numberToHex(message.nonce, { size: 4 }),
    numberToHex(message.emitterChainId, { size: 2 }),
    message.emitterAddress,
    numberToHex(message.sequence, { size: 8 }),
    numberToHex(message.consistencyLevel, { size: 1 }),
    message.payload,
  ]);
}

/** What guardians sign: the hash of the body's hash. */
export function vaaDigest(body: Hex): Hex {
  return keccak256(keccak256(body));
}

/**
 * A version 1 VAA: the body signed by the guardians at `signers`, written in ascending order of
 * their place in the set.
 * @throws RangeError for a signer that is not in the set.
 */
export function signVaa(parameters: {
  body: Hex;
  guardianSetIndex: number;
  keys: readonly GuardianKey[];
  signers: readonly number[];
}): Hex {
  const { body, guardianSetIndex, keys, signers } = parameters;
  const digest = hexToBytes(vaaDigest(body));
  const signatures = [...signers]
    .sort((a, b) => a - b)
    .map((index) => {
      const key = keys[index];
      if (key === undefined) throw new RangeError(`There is no guardian ${index}.`);
      const { signature, recid } = secp256k1.ecdsaSign(digest, hexToBytes(key.privateKey));
      return concatHex([
        numberToHex(index, { size: 1 }),
        bytesToHex(signature),
        numberToHex(recid, { size: 1 }),
      ]);
    });
  return concatHex([
    "0x01",
    numberToHex(guardianSetIndex, { size: 4 }),
    numberToHex(signatures.length, { size: 1 }),
    ...signatures,
    body,
  ]);
}
