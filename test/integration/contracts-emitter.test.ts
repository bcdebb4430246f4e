import {
  type Address,
  concatHex,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
  parseEventLogs,
  toHex,
  zeroHash,
} from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attestationEmitterAbi } from "../../abis/attestation-emitter.ts";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { encodeVaaBody, signVaa } from "../../devnet/guardians/sign-vaa.ts";
import { callRefusal } from "../support/call-refusal.ts";
import { makeAttestation, patch, rootPayloadOffsets } from "../support/make-attestation.ts";
import {
  type AttestationChain,
  startAttestationChain,
} from "../support/start-attestation-chain.ts";

const keys = createGuardianKeys();

describe("AttestationEmitter", () => {
  let chain: AttestationChain;
  let emitter: Address;

  beforeAll(async () => {
    chain = await startAttestationChain({
      chainId: 71_004,
      wormholeChainId: 10_002,
      genesisTimestamp: 1_800_000_000,
      keys,
    });
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    emitter = (await chain.deployContracts()).attestationEmitter;
  });

  const payloadOf = (epoch: bigint) =>
    makeAttestation({
      configHash: keccak256(toHex("a methodology")),
      epoch,
      asOfSeconds: 1_800_000_000,
      validUntilSeconds: 1_800_000_600,
      accounts: 3,
    }).payload;
  const contract = () => ({ address: emitter, abi: attestationEmitterAbi }) as const;
  const publish = async (payload: Hex, consistencyLevel = 200, value = 0n) =>
    chain.mined(
      await chain.client.writeContract({
        ...contract(),
        account: chain.operator,
        functionName: "publish",
        args: [payload, consistencyLevel],
        value,
      }),
    );
  const refusal = (functionName: string, args: readonly unknown[], from = chain.operator.address) =>
    callRefusal({ chain, from, to: emitter, abi: attestationEmitterAbi, functionName, args });

  test("publishes a root through the core, and remembers its sequence", async () => {
    const payload = payloadOf(5n);
    const { logs } = await publish(payload, 201);
    expect(parseEventLogs({ abi: attestationEmitterAbi, logs }).map(({ args }) => args)).toEqual([
      { epoch: 5n, sequence: 0n, payloadHash: keccak256(payload) },
    ]);
    const messages = parseEventLogs({ abi: wormholeCoreAbi, logs });
    expect(
      messages.map(({ address, args }) => ({ address: address.toLowerCase(), ...args })),
    ).toEqual([
      {
        address: chain.core.toLowerCase(),
        sender: emitter,
        sequence: 0n,
        nonce: 0,
        payload,
        consistencyLevel: 201,
      },
    ]);
    await publish(payloadOf(9n));
    const sequenceOf = (epoch: bigint) =>
      chain.client.readContract({ ...contract(), functionName: "sequenceOf", args: [epoch] });
    expect([await sequenceOf(5n), await sequenceOf(9n)]).toEqual([0n, 1n]);
    expect(await chain.client.readContract({ ...contract(), functionName: "lastEpoch" })).toBe(9n);
    expect(await refusal("sequenceOf", [6n])).toEqual(["UnknownEpoch", 6n]);
  });

  test("refuses an epoch that is not newer", async () => {
    expect(await refusal("publish", [payloadOf(0n), 200])).toEqual(["StaleEpoch", 0n, 0n]);
    await publish(payloadOf(5n));
    expect(await refusal("publish", [payloadOf(5n), 200])).toEqual(["StaleEpoch", 5n, 5n]);
    expect(await refusal("publish", [payloadOf(4n), 200])).toEqual(["StaleEpoch", 4n, 5n]);
  });

  test("refuses what is not a root message of exact length", async () => {
    const payload = payloadOf(1n);
    const { magic, type, chainCount } = rootPayloadOffsets;
    const cases: [Hex, readonly unknown[]][] = [
      ["0x", ["BadLength", 0n, 131n]],
      [patch(payload, magic, "0x56"), ["BadMagic", "0x56434131"]],
      [patch(payload, type, "0x03"), ["BadType", 3]],
      [concatHex([payload, "0x00"]), ["BadLength", 183n, 182n]],
      [patch(payload, chainCount, "0xff"), ["BadLength", 182n, 13_136n]],
    ];
    for (const [spoiled, expected] of cases) {
      expect(await refusal("publish", [spoiled, 200])).toEqual(expected);
    }
  });

  test("lets only publishers publish: not even the admin", async () => {
    const role = keccak256(toHex("PUBLISHER_ROLE"));
    for (const { address } of [chain.deployer, chain.accounts[2]!]) {
      expect(await refusal("publish", [payloadOf(1n), 200], address)).toEqual([
        "AccessControlUnauthorizedAccount",
        address,
        role,
      ]);
    }
    const stranger = chain.accounts[2]!.address;
    expect(await refusal("grantRole", [role, stranger], stranger)).toEqual([
      "AccessControlUnauthorizedAccount",
      stranger,
      zeroHash,
    ]);
  });

  test("passes the value on as the message fee, which must be exact", async () => {
    expect(
      await chain.client.readContract({
        address: chain.core,
        abi: wormholeCoreAbi,
        functionName: "messageFee",
      }),
    ).toBe(0n);
    await expect(publish(payloadOf(1n), 200, 1n)).rejects.toThrow("invalid fee");
    await setMessageFee(1_000n);
    await expect(publish(payloadOf(1n))).rejects.toThrow("invalid fee");
    await publish(payloadOf(1n), 200, 1_000n);
    expect(await chain.client.getBalance({ address: chain.core })).toBe(1_000n);
  });

  /** Sets the core's fee as its governance does: by a message of contract 4 on Wormhole chain 1. */
  async function setMessageFee(fee: bigint): Promise<void> {
    const payload = concatHex([
      pad(toHex("Core"), { size: 32 }),
      "0x03",
      numberToHex(chain.wormholeChainId, { size: 2 }),
      numberToHex(fee, { size: 32 }),
    ]);
    const body = encodeVaaBody({
      timestampSeconds: 0,
      nonce: 0,
      emitterChainId: 1,
      emitterAddress: pad("0x04", { size: 32 }),
      sequence: 0n,
      consistencyLevel: 1,
      payload,
    });
    const signers = Array.from({ length: 13 }, (_, index) => index);
    await chain.call({
      to: chain.core,
      data: encodeFunctionData({
        abi: parseAbi(["function submitSetMessageFee(bytes vaa)"]),
        functionName: "submitSetMessageFee",
        args: [signVaa({ body, guardianSetIndex: 0, keys, signers })],
      }),
    });
  }
});
