import { bytesToHex, concatHex, type Hex, hexToBytes, numberToHex } from "viem";
import { keccak } from "#keccak";
import type { PythSigners } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { createPackedReader } from "../attestation/packed-bytes.ts";
import { verifyVaa } from "../attestation/verify-vaa.ts";

const UPDATE_MAGIC = 0x504e4155; // PNAU
const ROOT_MAGIC = 0x41555756; // AUWV
const MAJOR_VERSION = 1;
const WORMHOLE_MERKLE = 0;
const PRICE_FEED_MESSAGE = 0;
const HASH_BYTES = 20;

/** A price out of a verified update. */
export type PythMessage = {
  priceId: Hex;
  price: bigint;
  confidence: bigint;
  exponent: number;
  publishTimeSeconds: number;
  /** An update with this price alone, which verifies by itself. */
  update: Hex;
};

/**
 * Verifies an accumulator update of Pyth and returns its prices, by the rules of Pyth's contract
 * (pyth-crosschain PythAccumulator.sol, MerkleTree.sol): the VAA is signed by the signers and sent by
 * their emitter, its payload is a Merkle root, and each price's message is under that root.
 * @throws BallastError `vaa-malformed`, `vaa-unverified`, `pyth-update` with the rule that failed;
 * `attestation-malformed` where the bytes end too early.
 */
export function verifyPythUpdate(parameters: {
  update: Hex;
  signers: PythSigners;
  nowSeconds: number;
}): PythMessage[] {
  const { update, signers, nowSeconds } = parameters;
  const reader = createPackedReader("Pyth update", hexToBytes(update));
  requireForm(reader.uint32("magic") === UPDATE_MAGIC, "it is no accumulator update");
  requireForm(reader.uint8("majorVersion") === MAJOR_VERSION, "it has another major version");
  reader.uint8("minorVersion");
  reader.raw("trailingHeader", reader.uint8("trailingHeaderSize"));
  requireForm(
    reader.uint8("updateType") === WORMHOLE_MERKLE,
    "it is not of the type Wormhole Merkle",
  );
  const vaaBytes = reader.raw("vaa", reader.uint16("vaaSize")).slice();
  const vaa = verifyVaa({
    bytes: vaaBytes,
    guardianSet: {
      index: signers.guardianSetIndex,
      addresses: signers.addresses,
      expirationTimeSeconds: 0,
    },
    quorum: signers.quorum,
    nowSeconds,
  });
  requireForm(
    vaa.emitterChain === signers.emitterChain &&
      vaa.emitterAddress === signers.emitterAddress.toLowerCase(),
    "its VAA is of another emitter",
  );
  const root = readRoot(vaa.payload);
  const count = reader.uint8("updates");
  const messages = Array.from({ length: count }, () => {
    const message = reader.raw("message", reader.uint16("messageSize"));
    const proof = Array.from({ length: reader.uint8("proofSize") }, () =>
      reader.raw("proof", HASH_BYTES),
    );
    requireForm(
      bytesToHex(rootOf(message, proof)) === root,
      "a message is not under the signed root",
    );
    return { ...readMessage(message), update: encodePythUpdate(vaaBytes, [{ message, proof }]) };
  });
  reader.finish();
  return messages;
}

/** An accumulator update of given messages with their proofs under the VAA's root. */
function encodePythUpdate(
  vaa: Uint8Array,
  messages: readonly { message: Uint8Array; proof: readonly Uint8Array[] }[],
): Hex {
  return concatHex([
    numberToHex(UPDATE_MAGIC, { size: 4 }),
    numberToHex(MAJOR_VERSION, { size: 1 }),
    "0x0000", // minor version, no trailing header
    numberToHex(WORMHOLE_MERKLE, { size: 1 }),
    numberToHex(vaa.length, { size: 2 }),
    bytesToHex(vaa),
    numberToHex(messages.length, { size: 1 }),
    ...messages.flatMap(({ message, proof }) => [
      numberToHex(message.length, { size: 2 }),
      bytesToHex(message),
      numberToHex(proof.length, { size: 1 }),
      ...proof.map((hash) => bytesToHex(hash)),
    ]),
  ]);
}

/** The hash of a leaf of the tree: the first 20 bytes of keccak-256, with the prefix 0. */
function pythLeafHash(message: Uint8Array): Uint8Array {
  return hash(Uint8Array.of(0, ...message));
}

/** The hash of two children, the smaller first, with the prefix 1. */
function pythNodeHash(a: Uint8Array, b: Uint8Array): Uint8Array {
  const [low, high] = bytesToHex(a) > bytesToHex(b) ? [b, a] : [a, b];
  return hash(Uint8Array.of(1, ...low, ...high));
}

function rootOf(message: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  return proof.reduce(pythNodeHash, pythLeafHash(message));
}

function hash(bytes: Uint8Array): Uint8Array {
  return keccak(bytes).slice(0, HASH_BYTES);
}

function readRoot(payload: Uint8Array): Hex {
  const reader = createPackedReader("Pyth root", payload.slice());
  requireForm(reader.uint32("magic") === ROOT_MAGIC, "its VAA holds no root");
  requireForm(reader.uint8("updateType") === WORMHOLE_MERKLE, "its root is of another type");
  reader.uint64("slot");
  reader.uint32("ringSize");
  // More may follow in later versions.
  return reader.fixed("root", HASH_BYTES);
}

function readMessage(bytes: Uint8Array): Omit<PythMessage, "update"> {
  const reader = createPackedReader("Pyth message", bytes.slice());
  requireForm(reader.uint8("type") === PRICE_FEED_MESSAGE, "a message is no price");
  const message = {
    priceId: reader.fixed("priceId", 32),
    price: BigInt.asIntN(64, reader.uint64("price")),
    confidence: reader.uint64("confidence"),
    exponent: reader.uint32("exponent") | 0,
    publishTimeSeconds: Number(reader.uint64("publishTime")),
  };
  reader.uint64("previousPublishTime");
  reader.uint64("emaPrice");
  reader.uint64("emaConfidence");
  return message;
}

function requireForm(holds: boolean, problem: string): void {
  if (!holds) {
    throw new BallastError(`The Pyth update cannot be taken: ${problem}.`, { code: "pyth-update" });
  }
}
