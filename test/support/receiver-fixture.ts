import { type Address, type Hex, keccak256, pad, toHex } from "viem";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { encodeVaaBody, signVaa } from "../../devnet/guardians/sign-vaa.ts";
import { callRefusal } from "./call-refusal.ts";
import { makeAttestation } from "./make-attestation.ts";
import { type AttestationChain, startAttestationChain } from "./start-attestation-chain.ts";

const guardianKeys = createGuardianKeys();
export const thirteenSigners = Array.from({ length: 13 }, (_, index) => index);
export const emitter: Address = "0x00000000000000000000000000000000000e3177";
export const emitterChainId = 10_002;
export const configHash = keccak256(toHex("a methodology"));

/** Whoever delivers and asks: has no rights. */
const stranger = (chain: AttestationChain) => chain.accounts[3]!;

export type ReceiverFixture = Awaited<ReturnType<typeof startReceiverFixture>>;

/** A chain with the real core, and helpers to sign, deliver and ask a receiver under test. */
export async function startReceiverFixture(parameters: {
  chainId: number;
  genesisTimestamp: number;
}) {
  const chain = await startAttestationChain({
    ...parameters,
    wormholeChainId: 10_003,
    keys: guardianKeys,
  });

  /** A new receiver that accepts `emitter` and the given methodology. */
  async function createReceiver(methodology: Hex = configHash) {
    const { attestationReceiver: address } = await chain.deployContracts();
    await chain.allow({
      receiver: address,
      emitters: [{ wormholeChainId: emitterChainId, emitter }],
      configHashes: [methodology],
    });
    const contract = { address, abi: attestationReceiverAbi } as const;
    const refusal = (functionName: string, args: readonly unknown[]) =>
      callRefusal({
        chain,
        from: stranger(chain).address,
        to: address,
        abi: attestationReceiverAbi,
        functionName,
        args,
      });
    return {
      contract,
      refusal,
      submitRefusal: (vaa: Hex) => refusal("submitRoot", [vaa]),
      submit: async (vaa: Hex) =>
        chain.mined(
          await chain.client.writeContract({
            ...contract,
            account: stranger(chain),
            functionName: "submitRoot",
            args: [vaa],
          }),
        ),
      readValue: (entry: { account: Address; leaf: Hex; leafIndex: bigint; proof: Hex[] }) =>
        chain.client.readContract({
          ...contract,
          functionName: "valueOf",
          args: [entry.account, entry.leaf, entry.leafIndex, entry.proof],
        }),
    };
  }

  return {
    chain,
    createReceiver,
    stop: chain.stop,
    /** Of five accounts, as of now and valid for 600 s, where nothing else is said. */
    async attestation(overrides: Partial<Parameters<typeof makeAttestation>[0]> = {}) {
      const asOfSeconds = await chain.blockTime();
      return makeAttestation({
        configHash,
        epoch: 1n,
        asOfSeconds,
        validUntilSeconds: asOfSeconds + 600,
        accounts: 5,
        ...overrides,
      });
    },
  };
}

/** The payload as 13 guardians sign it, said by `emitter`, where nothing else is said. */
export function vaaOf(
  payload: Hex,
  overrides: Partial<Parameters<typeof encodeVaaBody>[0] & Parameters<typeof signVaa>[0]> = {},
): Hex {
  const body = encodeVaaBody({
    timestampSeconds: 1_800_000_000,
    nonce: 0,
    emitterChainId,
    emitterAddress: pad(emitter),
    sequence: 0n,
    consistencyLevel: 200,
    payload,
    ...overrides,
  });
  return signVaa({
    body,
    guardianSetIndex: 0,
    keys: guardianKeys,
    signers: thirteenSigners,
    ...overrides,
  });
}
