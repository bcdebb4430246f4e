import { type Address, bytesToHex, type Hex, pad } from "viem";
import { encodeLeaf, type Leaf } from "../../src/api/attestation/leaf.ts";
import { buildMerkleTree, hashLeaf, merkleProof } from "../../src/api/attestation/merkle-tree.ts";
import { encodeRootPayload } from "../../src/api/attestation/root-payload.ts";

/** Byte offsets in a root payload of what tests spoil. */
export const rootPayloadOffsets = {
  magic: 0,
  type: 4,
  configHash: 6,
  epoch: 38,
  asOf: 46,
  validUntil: 54,
  chainCount: 130,
} as const;

/** The payload with some bytes replaced. */
export function patch(bytes: Hex, offset: number, replacement: Hex): Hex {
  const start = 2 + 2 * offset;
  return `0x${bytes.slice(2, start)}${replacement.slice(2)}${bytes.slice(start + replacement.length - 2)}`;
}

/** An attestation of made-up values: 0x…01 has 1000, 0x…02 has 2000 and so on (USD × 10^8). */
export function makeAttestation(parameters: {
  configHash: Hex;
  epoch: bigint;
  asOfSeconds: number;
  validUntilSeconds: number;
  accounts: number;
  namespace?: number;
}) {
  const { accounts, namespace = 0, configHash, epoch, asOfSeconds, validUntilSeconds } = parameters;
  const leaves = Array.from(
    { length: accounts },
    (_, index): Leaf => ({
      namespace,
      account: pad(accountOf(index)),
      value: BigInt(index + 1) * 1_000n,
      gross: BigInt(index + 1) * 1_500n,
      debt: BigInt(index + 1) * 200n,
      minPriceTimeSeconds: asOfSeconds - 10,
      chainMask: 1,
      flags: 4,
      breakdownHash: pad("0xbd", { size: 32 }),
    }),
  );
  const encoded = leaves.map(encodeLeaf);
  const tree = buildMerkleTree(encoded.map(hashLeaf));
  const payload = encodeRootPayload({
    flags: 4,
    configHash,
    epoch,
    asOfSeconds,
    validUntilSeconds,
    minPriceTimeSeconds: asOfSeconds - 10,
    maxPriceTimeSeconds: asOfSeconds,
    leafCount: accounts,
    total: leaves.reduce((total, { value }) => total + value, 0n),
    root: bytesToHex(tree.root),
    chains: [
      {
        wormholeChainId: 2,
        blockNumber: 1n,
        blockTimeSeconds: asOfSeconds,
        blockHash: pad("0xb10c", { size: 32 }),
        status: "finalized",
      },
    ],
  });
  return {
    payload: bytesToHex(payload),
    root: bytesToHex(tree.root),
    leaves,
    entry: (index: number) => ({
      account: accountOf(index),
      leaf: bytesToHex(encoded[index]!),
      leafIndex: BigInt(index),
      proof: merkleProof(tree, index).map((hash) => bytesToHex(hash)),
    }),
  };
}

function accountOf(index: number): Address {
  return pad(`0x${(index + 1).toString(16).padStart(2, "0")}`, { size: 20 });
}
