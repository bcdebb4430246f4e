import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { encodeVaaBody, signVaa, vaaDigest } from "../../devnet/guardians/sign-vaa.ts";
import { attestationAnswer } from "../../src/api/answers/attestation.ts";
import { attestedAccountAnswer } from "../../src/api/answers/attested-account.ts";
import { padAddress } from "../../src/api/attestation/breakdown.ts";
import { buildAttestation } from "../../src/api/attestation/build-attestation.ts";
import { merkleProof } from "../../src/api/attestation/merkle-tree.ts";
import { storedVector } from "../../src/api/store/offchain-attestations.ts";
import type { BlockVector } from "../../src/core/block-vector.ts";
import { makeAccountValue } from "./worker/make-account-value.ts";

export const madeGuardians = createGuardianKeys(7);
export const madeSigners = [0, 1, 2, 4, 5, 7, 8, 9, 11, 12, 13, 16, 18];
export const madeEmitter: Address = `0x${"e1".repeat(20)}`;
const SOURCE_CHAIN = 31337;
const WORMHOLE_IDS = new Map([
  [SOURCE_CHAIN, 65001],
  [31338, 65002],
]);
const AS_OF = 1_700_000_120;
const WAD = 10n ** 18n;

const vector: BlockVector = new Map(
  [...WORMHOLE_IDS.keys()].map((chainId) => [
    chainId,
    {
      chainId,
      number: BigInt(chainId - 31_000),
      hash: `0x${chainId.toString(16).padStart(64, "0")}` as Hex,
      timestampSeconds: AS_OF,
    },
  ]),
);

/** Accounts 0x…01 to 0x…07: even ones with debt, the last of them a contract. */
const addresses = Array.from(
  { length: 7 },
  (_, index): Address => `0x${(index + 1).toString(16).padStart(40, "0")}`,
);

/** The signed message of `payload` and its digest, as the guardians would give it. */
export function signPayload(
  payload: Hex,
  overrides: { signers?: readonly number[]; emitterChainId?: number; emitter?: Address } = {},
): { vaa: Hex; digest: Hex } {
  const body = encodeVaaBody({
    timestampSeconds: AS_OF + 5,
    nonce: 0,
    emitterChainId: overrides.emitterChainId ?? 65001,
    emitterAddress: padAddress(overrides.emitter ?? madeEmitter),
    sequence: 41n,
    consistencyLevel: 200,
    payload,
  });
  const signers = overrides.signers ?? madeSigners;
  const vaa = signVaa({ body, guardianSetIndex: 0, keys: madeGuardians, signers });
  return { vaa, digest: vaaDigest(body) };
}

/**
 * What the API answers about an account of a made-up attestation that the made-up guardians signed:
 * epoch 42, seven accounts, the last of them a contract with a line of its own on each of two chains.
 */
export function makeSignedEvidence(
  parameters: { configHash?: Hex; address?: Address; chainId?: number } = {},
) {
  const { configHash = `0x${"c0".repeat(32)}`, address = addresses[2]!, chainId } = parameters;
  const contract = addresses.at(-1);
  const attestation = buildAttestation({
    epoch: 42n,
    configHash,
    vector,
    wormholeChainIds: WORMHOLE_IDS,
    accounts: addresses.map((one, index) =>
      makeAccountValue({
        address: one,
        vector,
        holdings: [...WORMHOLE_IDS.keys()].map((id) => ({
          chainId: id,
          collateralWad: BigInt(index + 1) * 1_000n * WAD + 1n,
          debtWad: index % 2 === 0 ? 300n * WAD + 1n : 0n,
        })),
      }),
    ),
    isContract: (value) => value.account.address === contract,
    validitySeconds: 600,
    simulated: true,
    status: "finalized",
  });
  const namespace = chainId === undefined ? 0 : WORMHOLE_IDS.get(chainId);
  const index = attestation.leaves.findIndex(
    ({ leaf }) => leaf.account === padAddress(address) && leaf.namespace === namespace,
  );
  const line = attestation.leaves[index]!;
  const payload = bytesToHex(attestation.payloadBytes);
  const record = {
    epoch: 42n,
    payload,
    root: attestation.payload,
    vector: storedVector(vector),
    computedAt: new Date(1_000 * (AS_OF + 1)),
    publication: {
      transactionHash: `0x${"1".repeat(64)}` as Hex,
      blockNumber: 400n,
      blockHash: `0x${"2".repeat(64)}` as Hex,
      sequence: 41n,
      publishedAt: new Date(1_000 * (AS_OF + 5)),
    },
    signature: {
      ...signPayload(payload),
      guardianSetIndex: 0,
      signedAt: new Date(1_000 * (AS_OF + 6)),
    },
    deliveries: [],
    superseded: null,
  };
  return attestedAccountAnswer({
    line: {
      leafIndex: index,
      leaf: line.leaf,
      leafBytes: bytesToHex(line.bytes),
      proof: merkleProof(attestation.tree, index).map((hash) => bytesToHex(hash)),
      breakdown: line.breakdown.map(({ wormholeChainId: _, amount, value, ...entry }) => ({
        ...entry,
        amount: amount.toString(),
        value: value === null ? null : value.toString(),
      })),
    },
    account: { address, chainId },
    record,
    attestation: attestationAnswer(record, { chainId: SOURCE_CHAIN, emitter: madeEmitter }),
  });
}

/** The hex with one bit of the byte at `offset` (from the end where negative) turned. */
export function flipBit(hex: Hex | string, offset: number): Hex {
  const bytes = hexToBytes(hex as Hex);
  bytes[offset < 0 ? bytes.length + offset : offset]! ^= 1;
  return bytesToHex(bytes);
}
