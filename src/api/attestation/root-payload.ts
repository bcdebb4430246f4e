import type { Hex } from "viem";
import { requireKnownFlags, seconds } from "./leaf.ts";
import { createPackedReader, createPackedWriter, malformed } from "./packed-bytes.ts";

/** "UCA1" in ASCII. */
const MAGIC: Hex = "0x55434131";
const TYPE_ROOT = 1;
const FIXED_LENGTH = 131;
const CHAIN_LENGTH = 51;
/** A leaf names chains by the bits of a u32. */
const MAXIMUM_CHAINS = 32;

/** How final a chain's block was when the attestation was computed. */
export const CHAIN_STATUSES = ["finalized", "safe", "latest", "missing"] as const;
export type ChainStatus = (typeof CHAIN_STATUSES)[number];

/** The block of one chain that an attestation is based on. */
export type AttestedChain = {
  wormholeChainId: number;
  blockNumber: bigint;
  blockTimeSeconds: number;
  blockHash: Hex;
  status: ChainStatus;
};

/** The statement that goes out as one Wormhole message: the root over all accounts' leaves. */
export type RootPayload = {
  flags: number;
  /** Hash of the methodology that the values follow. */
  configHash: Hex;
  /** Strictly ascending per emitter. */
  epoch: bigint;
  asOfSeconds: number;
  validUntilSeconds: number;
  minPriceTimeSeconds: number;
  maxPriceTimeSeconds: number;
  leafCount: number;
  /** Sum of all leaves' `value`, USD × 10^8. */
  total: bigint;
  root: Hex;
  /** Strictly ascending by Wormhole chain id. */
  chains: readonly AttestedChain[];
};

/** Encodes into 131 + 51·n bytes. @throws BallastError `attestation-malformed` that names the field. */
export function encodeRootPayload(payload: RootPayload): Uint8Array {
  requireConsistent(payload);
  const length = FIXED_LENGTH + CHAIN_LENGTH * payload.chains.length;
  const writer = createPackedWriter("root", length);
  writer.fixed("magic", 4, MAGIC);
  writer.uint("type", 1, TYPE_ROOT);
  writer.uint("flags", 1, payload.flags);
  writer.fixed("configHash", 32, payload.configHash);
  writer.uint("epoch", 8, payload.epoch);
  writer.uint("asOfSeconds", 8, payload.asOfSeconds);
  writer.uint("validUntilSeconds", 8, payload.validUntilSeconds);
  writer.uint("minPriceTimeSeconds", 8, payload.minPriceTimeSeconds);
  writer.uint("maxPriceTimeSeconds", 8, payload.maxPriceTimeSeconds);
  writer.uint("leafCount", 4, payload.leafCount);
  writer.uint("total", 16, payload.total);
  writer.fixed("root", 32, payload.root);
  writer.uint("chainCount", 1, payload.chains.length);
  payload.chains.forEach((chain, index) => {
    const field = `chains[${index}]`;
    writer.uint(`${field}.wormholeChainId`, 2, chain.wormholeChainId);
    writer.uint(`${field}.blockNumber`, 8, chain.blockNumber);
    writer.uint(`${field}.blockTimeSeconds`, 8, chain.blockTimeSeconds);
    writer.fixed(`${field}.blockHash`, 32, chain.blockHash);
    writer.uint(`${field}.status`, 1, CHAIN_STATUSES.indexOf(chain.status));
  });
  return writer.finish();
}

/** Decodes a root payload of exactly its length. @throws BallastError `attestation-malformed`. */
export function decodeRootPayload(bytes: Uint8Array): RootPayload {
  const reader = createPackedReader("root", bytes);
  const magic = reader.fixed("magic", 4);
  if (magic !== MAGIC) throw malformed(`root.magic is ${magic}: expected ${MAGIC} ("UCA1").`);
  const type = reader.uint8("type");
  if (type !== TYPE_ROOT) throw malformed(`root.type is ${type}: expected ${TYPE_ROOT}.`);
  const header = {
    flags: reader.uint8("flags"),
    configHash: reader.fixed("configHash", 32),
    epoch: reader.uint64("epoch"),
    asOfSeconds: seconds("root.asOfSeconds", reader.uint64("asOfSeconds")),
    validUntilSeconds: seconds("root.validUntilSeconds", reader.uint64("validUntilSeconds")),
    minPriceTimeSeconds: seconds("root.minPriceTimeSeconds", reader.uint64("minPriceTimeSeconds")),
    maxPriceTimeSeconds: seconds("root.maxPriceTimeSeconds", reader.uint64("maxPriceTimeSeconds")),
    leafCount: reader.uint32("leafCount"),
    total: reader.uint128("total"),
    root: reader.fixed("root", 32),
  };
  const chains = Array.from({ length: reader.uint8("chainCount") }, (_, index): AttestedChain => {
    const field = `chains[${index}]`;
    return {
      wormholeChainId: reader.uint16(`${field}.wormholeChainId`),
      blockNumber: reader.uint64(`${field}.blockNumber`),
      blockTimeSeconds: seconds(
        `root.${field}.blockTimeSeconds`,
        reader.uint64(`${field}.blockTimeSeconds`),
      ),
      blockHash: reader.fixed(`${field}.blockHash`, 32),
      status: chainStatus(field, reader.uint8(`${field}.status`)),
    };
  });
  reader.finish();
  const payload = { ...header, chains };
  requireConsistent(payload);
  return payload;
}

function chainStatus(field: string, code: number): ChainStatus {
  const status = CHAIN_STATUSES[code];
  if (status === undefined) throw malformed(`root.${field}.status is ${code}: expected 0 to 3.`);
  return status;
}

function requireConsistent(payload: RootPayload): void {
  requireKnownFlags("root", payload.flags);
  if (payload.asOfSeconds > payload.validUntilSeconds) {
    throw malformed(
      `root.validUntilSeconds is ${payload.validUntilSeconds}: before asOfSeconds ${payload.asOfSeconds}.`,
    );
  }
  if (payload.minPriceTimeSeconds > payload.maxPriceTimeSeconds) {
    throw malformed(
      `root.minPriceTimeSeconds is ${payload.minPriceTimeSeconds}: after maxPriceTimeSeconds ${payload.maxPriceTimeSeconds}.`,
    );
  }
  if (payload.chains.length === 0 || payload.chains.length > MAXIMUM_CHAINS) {
    throw malformed(`root.chains has ${payload.chains.length} entries: expected 1 to 32.`);
  }
  payload.chains.forEach((chain, index) => {
    const previous = payload.chains[index - 1];
    if (previous !== undefined && previous.wormholeChainId >= chain.wormholeChainId) {
      throw malformed(
        `root.chains[${index}].wormholeChainId is ${chain.wormholeChainId}: not above ${previous.wormholeChainId}.`,
      );
    }
  });
}
