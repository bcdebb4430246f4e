import fc from "fast-check";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { describe, expect, it } from "vitest";
import { keccak } from "../../src/api/attestation/keccak.ts";
import { keccak as keccakPortable } from "../../src/api/attestation/keccak-portable.ts";
import { decodeLeaf, encodeLeaf, type Leaf } from "../../src/api/attestation/leaf.ts";
import { compareLeaves, requireStrictOrder } from "../../src/api/attestation/leaf-order.ts";
import {
  buildMerkleTree,
  hashLeaf,
  merkleProof,
  PADDING_HASH,
  verifyMerkleProof,
} from "../../src/api/attestation/merkle-tree.ts";
import {
  CHAIN_STATUSES,
  decodeRootPayload,
  encodeRootPayload,
  type RootPayload,
} from "../../src/api/attestation/root-payload.ts";
import { readSharedJson } from "../support/shared-file.ts";

type Golden = {
  leaves: Hex[];
  leafHashes: Hex[];
  empty: Hex;
  root: Hex;
  proofOfIndex3: Hex[];
  rootPayload: Hex;
};

/* Restated from the golden vectors of UCA1, which were made with the Wormhole SDK's own layouts. */
const goldenLeaf0: Hex =
  "0x01000000000000000000000000000001010101010101010101010101010101010101010000000000000000000000174876e80000000000000000000000001d1a94a200000000000000000000000002540be400000000006a64f040000000030051f81bcdfc324a0dff2b5bec9d92e21cbebc4d5e29d3a3d30de3e03fbeab8d7f";
const goldenLeafHash0 = "0xbe8c63f97e1bda750b351f553832a49c495cb2b69e3486ad47925b63deac70ef";
const goldenPayload: Hex =
  "0x554341310100e41e5db8a39c649d55d918b7fdbb8ce5de2ccba087ca472f77649ec2caf5201b000000000000002a000000006a64f04c000000006a64f2a4000000006a64f040000000006a64f04b0000000500000000000000000000015d3ef7980048326cb2991915e5fa263d5f48da3fc886fcbd8f7ed0a0fa125090340ef5012802000200000000017d7840000000006a64f0409098bfb16a0a04fb3bcfa7953f600ee4165d1a18f9828ab41dd82154dfc1e80400001e0000000002dc6c00000000006a64f04beb675fc4bb8b5e150ea01ad7f76db8fa38d1b05fa6225e317b92c17f5aeeefc701";

const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const time = fc.nat({ max: 2 ** 40 });
const bytes32 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hex => bytesToHex(bytes));
const anyLeaf: fc.Arbitrary<Leaf> = fc.record({
  namespace: fc.nat({ max: 65535 }),
  account: bytes32,
  value: uint(128),
  gross: uint(128),
  debt: uint(128),
  minPriceTimeSeconds: time,
  chainMask: fc.nat({ max: 0xffffffff }),
  flags: fc.nat({ max: 7 }),
  breakdownHash: bytes32,
});
const anyPayload: fc.Arbitrary<RootPayload> = fc
  .record({
    flags: fc.nat({ max: 7 }),
    configHash: bytes32,
    epoch: uint(64),
    asOfSeconds: time,
    validity: fc.nat({ max: 100000 }),
    minPriceTimeSeconds: time,
    priceSpan: fc.nat({ max: 100000 }),
    leafCount: fc.nat({ max: 0xffffffff }),
    total: uint(128),
    root: bytes32,
    chains: fc.uniqueArray(
      fc.record({
        wormholeChainId: fc.nat({ max: 65535 }),
        blockNumber: uint(64),
        blockTimeSeconds: time,
        blockHash: bytes32,
        status: fc.constantFrom(...CHAIN_STATUSES),
      }),
      { minLength: 1, maxLength: 32, selector: (chain) => chain.wormholeChainId },
    ),
  })
  .map(({ validity, priceSpan, ...payload }) => ({
    ...payload,
    validUntilSeconds: payload.asOfSeconds + validity,
    maxPriceTimeSeconds: payload.minPriceTimeSeconds + priceSpan,
    chains: payload.chains.sort((a, b) => a.wormholeChainId - b.wormholeChainId),
  }));

describe("golden bytes", () => {
  it("reads and writes the restated leaf and its hash", () => {
    const leaf = decodeLeaf(hexToBytes(goldenLeaf0));
    expect(leaf).toEqual({
      namespace: 0,
      account: `0x${"00".repeat(12)}${"01".repeat(20)}`,
      value: 1000_00000000n,
      gross: 1250_00000000n,
      debt: 100_00000000n,
      minPriceTimeSeconds: 0x6a64f040,
      chainMask: 3,
      flags: 0,
      breakdownHash: "0x51f81bcdfc324a0dff2b5bec9d92e21cbebc4d5e29d3a3d30de3e03fbeab8d7f",
    });
    expect(bytesToHex(encodeLeaf(leaf))).toBe(goldenLeaf0);
    expect(bytesToHex(hashLeaf(encodeLeaf(leaf)))).toBe(goldenLeafHash0);
  });

  it("reads and writes the restated root payload", () => {
    const payload = decodeRootPayload(hexToBytes(goldenPayload));
    expect(payload).toMatchObject({
      flags: 0,
      epoch: 42n,
      asOfSeconds: 0x6a64f04c,
      validUntilSeconds: 0x6a64f2a4,
      leafCount: 5,
      total: 15000_00000000n,
      chains: [
        { wormholeChainId: 2, blockNumber: 25_000_000n, status: "finalized" },
        { wormholeChainId: 30, blockNumber: 48_000_000n, status: "safe" },
      ],
    });
    expect(bytesToHex(encodeRootPayload(payload))).toBe(goldenPayload);
  });

  it("equals every figure of the shared golden file", ({ skip }) => {
    const golden = readSharedJson<Golden>("vectors/uca1-golden.json");
    if (golden === null) return skip("shared/vectors/uca1-golden.json is not present");
    const leaves = golden.leaves.map((leaf) => hexToBytes(leaf));
    const hashes = leaves.map(hashLeaf);
    const tree = buildMerkleTree(hashes);
    expect(leaves.map((leaf) => bytesToHex(encodeLeaf(decodeLeaf(leaf))))).toEqual(golden.leaves);
    expect(hashes.map((hash) => bytesToHex(hash))).toEqual(golden.leafHashes);
    expect(bytesToHex(PADDING_HASH)).toBe(golden.empty);
    expect(bytesToHex(tree.root)).toBe(golden.root);
    expect(merkleProof(tree, 3).map((hash) => bytesToHex(hash))).toEqual(golden.proofOfIndex3);
    expect(golden.rootPayload).toBe(goldenPayload);
  });
});

describe("codec", () => {
  it("decodes what it encoded", () => {
    fc.assert(
      fc.property(anyLeaf, (leaf) => {
        expect(decodeLeaf(encodeLeaf(leaf))).toEqual(leaf);
      }),
    );
    fc.assert(
      fc.property(anyPayload, (payload) => {
        expect(decodeRootPayload(encodeRootPayload(payload))).toEqual(payload);
      }),
    );
  });

  it("refuses every other length", () => {
    const leaf = hexToBytes(goldenLeaf0);
    const payload = hexToBytes(goldenPayload);
    for (let length = 0; length < leaf.length; length += 1) {
      expect(() => decodeLeaf(leaf.subarray(0, length))).toThrow(/needs .* bytes at/);
    }
    for (let length = 0; length < payload.length; length += 1) {
      expect(() => decodeRootPayload(payload.subarray(0, length))).toThrow(/needs .* bytes at/);
    }
    expect(() => decodeLeaf(Uint8Array.of(...leaf, 0))).toThrow("leaf has 1 bytes too many");
    expect(() => decodeRootPayload(Uint8Array.of(...payload, 0))).toThrow("1 bytes too many");
  });

  it("names the field that is out of range", () => {
    const leaf = decodeLeaf(hexToBytes(goldenLeaf0));
    const payload = decodeRootPayload(hexToBytes(goldenPayload));
    expect(() => encodeLeaf({ ...leaf, value: 2n ** 128n })).toThrow("leaf.value");
    expect(() => encodeLeaf({ ...leaf, debt: -1n })).toThrow("leaf.debt");
    expect(() => encodeLeaf({ ...leaf, namespace: 65536 })).toThrow("leaf.namespace");
    expect(() => encodeLeaf({ ...leaf, chainMask: 0.5 })).toThrow("leaf.chainMask is 0.5");
    expect(() => encodeLeaf({ ...leaf, account: "0x01" })).toThrow("leaf.account");
    expect(() => encodeLeaf({ ...leaf, flags: 8 })).toThrow("leaf.flags");
    expect(() => encodeRootPayload({ ...payload, epoch: 2n ** 64n })).toThrow("root.epoch");
    expect(() => encodeRootPayload({ ...payload, total: -1n })).toThrow("root.total");
    expect(() => encodeRootPayload({ ...payload, chains: [] })).toThrow("root.chains");
    expect(() =>
      encodeRootPayload({ ...payload, chains: [payload.chains[0]!, payload.chains[0]!] }),
    ).toThrow("root.chains[1].wormholeChainId is 2: not above 2");
    expect(() =>
      encodeRootPayload({ ...payload, validUntilSeconds: payload.asOfSeconds - 1 }),
    ).toThrow("root.validUntilSeconds");
  });

  it("refuses another magic, type, version, flag and status", () => {
    const edit = (hex: Hex, offset: number, value: number) => {
      const bytes = hexToBytes(hex);
      bytes[offset] = value;
      return bytes;
    };
    expect(() => decodeRootPayload(edit(goldenPayload, 3, 0x32))).toThrow("root.magic");
    expect(() => decodeRootPayload(edit(goldenPayload, 4, 2))).toThrow("root.type is 2");
    expect(() => decodeRootPayload(edit(goldenPayload, 5, 16))).toThrow("root.flags is 16");
    expect(() => decodeRootPayload(edit(goldenPayload, 232, 4))).toThrow("chains[1].status is 4");
    expect(() => decodeLeaf(edit(goldenLeaf0, 0, 2))).toThrow("leaf.version is 2");
    expect(() => decodeLeaf(edit(goldenLeaf0, 95, 8))).toThrow("leaf.flags is 8");
  });
});

describe("order", () => {
  const leaf = decodeLeaf(hexToBytes(goldenLeaf0));
  const at = (namespace: number, account: string): Leaf => ({
    ...leaf,
    namespace,
    account: `0x${account.padStart(64, "0")}`,
  });

  it("is by namespace, then by account, and strict", () => {
    const ordered = [at(0, "1"), at(0, "2"), at(2, "1"), at(2, "ff")];
    expect([...ordered].reverse().sort(compareLeaves)).toEqual(ordered);
    expect(() => requireStrictOrder(ordered)).not.toThrow();
    expect(() => requireStrictOrder([at(0, "2"), at(0, "1")])).toThrow("leaves[1]");
    expect(() => requireStrictOrder([at(0, "ab"), at(0, "AB")])).toThrow("leaves[1]");
  });
});

describe("Merkle tree", () => {
  const leaves = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 40,
  });

  it("proves every leaf at its own place and nowhere else", () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (messages, pick, other) => {
        const tree = buildMerkleTree(messages.map(hashLeaf));
        const index = pick % messages.length;
        const claim = {
          root: tree.root,
          leafCount: messages.length,
          index,
          leaf: messages[index]!,
          proof: merkleProof(tree, index),
        };
        expect(verifyMerkleProof(claim)).toBe(true);
        const elsewhere = other % (messages.length + 3);
        const same = elsewhere === index;
        const equalLeaf =
          elsewhere < messages.length &&
          Buffer.compare(messages[elsewhere]!, messages[index]!) === 0;
        if (!same && !equalLeaf) {
          expect(verifyMerkleProof({ ...claim, index: elsewhere })).toBe(false);
        }
        expect(verifyMerkleProof({ ...claim, proof: [...claim.proof, tree.root] })).toBe(false);
        expect(verifyMerkleProof({ ...claim, leaf: Uint8Array.of(...claim.leaf, 0) })).toBe(false);
      }),
    );
  });

  it("does not take a node, nor the padding, for a leaf", () => {
    const tree = buildMerkleTree([1, 2, 3].map((byte) => hashLeaf(Uint8Array.of(byte))));
    const node = Uint8Array.of(...tree.levels[0]!.subarray(0, 64));
    const proof = [tree.levels[1]!.slice(32, 64)];
    expect(verifyMerkleProof({ root: tree.root, leafCount: 2, index: 0, leaf: node, proof })).toBe(
      false,
    );
    expect(
      verifyMerkleProof({
        root: tree.root,
        leafCount: 3,
        index: 3,
        leaf: Uint8Array.of(),
        proof: [tree.levels[0]!.slice(64, 96), tree.levels[1]!.slice(0, 32)],
      }),
    ).toBe(false);
  });

  it("has the padding hash as the root of no leaves", () => {
    expect(buildMerkleTree([]).root).toEqual(PADDING_HASH);
    expect(() => merkleProof(buildMerkleTree([]), 0)).toThrow("no leaf 0");
  });
});

it("hashes alike on a server and in a browser", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(keccakPortable(bytes)).toEqual(keccak(bytes));
    }),
  );
});
