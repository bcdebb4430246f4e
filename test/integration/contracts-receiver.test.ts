import { type Address, concatHex, type Hex, keccak256, numberToHex, pad, toHex } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { encodeVaaBody, signVaa } from "../../devnet/guardians/sign-vaa.ts";
import { callRefusal } from "../support/call-refusal.ts";
import { makeAttestation, patch, rootPayloadOffsets } from "../support/make-attestation.ts";
import { readSharedJson } from "../support/shared-file.ts";
import {
  type AttestationChain,
  clockSkewSeconds,
  maximumAttestationValiditySeconds,
  startAttestationChain,
} from "../support/start-attestation-chain.ts";

type Golden = { leaves: Hex[]; root: Hex; proofOfIndex3: Hex[]; rootPayload: Hex };

const keys = createGuardianKeys();
const thirteen = Array.from({ length: 13 }, (_, index) => index);
const emitter: Address = "0x00000000000000000000000000000000000e3177";
const emitterChainId = 10_002;
const configHash = keccak256(toHex("a methodology"));
/** `asOf` of the golden payload. */
const genesisTimestamp = 0x6a64f04c;

describe("AttestationReceiver", () => {
  let chain: AttestationChain;
  let receiver: Address;

  beforeAll(async () => {
    chain = await startAttestationChain({
      chainId: 71_002,
      wormholeChainId: 10_003,
      genesisTimestamp,
      keys,
    });
  });
  afterAll(() => chain?.stop());

  beforeEach(async () => {
    receiver = (await chain.deployContracts()).attestationReceiver;
    await chain.allow({
      receiver,
      emitters: [{ wormholeChainId: emitterChainId, emitter }],
      configHashes: [configHash],
    });
  });

  async function attestation(overrides: Partial<Parameters<typeof makeAttestation>[0]> = {}) {
    const asOfSeconds = await chain.blockTime();
    return makeAttestation({
      configHash,
      epoch: 1n,
      asOfSeconds,
      validUntilSeconds: asOfSeconds + 600,
      accounts: 5,
      ...overrides,
    });
  }

  function vaaOf(
    payload: Hex,
    overrides: Partial<Parameters<typeof encodeVaaBody>[0] & Parameters<typeof signVaa>[0]> = {},
  ): Hex {
    const body = encodeVaaBody({
      timestampSeconds: genesisTimestamp,
      nonce: 0,
      emitterChainId,
      emitterAddress: pad(emitter),
      sequence: 0n,
      consistencyLevel: 200,
      payload,
      ...overrides,
    });
    return signVaa({ body, guardianSetIndex: 0, keys, signers: thirteen, ...overrides });
  }

  const contract = () => ({ address: receiver, abi: attestationReceiverAbi }) as const;
  const submit = async (vaa: Hex) =>
    chain.mined(
      await chain.client.writeContract({
        ...contract(),
        account: chain.accounts[3]!,
        functionName: "submitRoot",
        args: [vaa],
      }),
    );
  const refusal = (functionName: string, args: readonly unknown[]) =>
    callRefusal({
      chain,
      from: chain.accounts[3]!.address,
      to: receiver,
      abi: attestationReceiverAbi,
      functionName,
      args,
    });
  const submitRefusal = (vaa: Hex) => refusal("submitRoot", [vaa]);
  const readValue = (entry: { account: Address; leaf: Hex; leafIndex: bigint; proof: Hex[] }) =>
    chain.client.readContract({
      ...contract(),
      functionName: "valueOf",
      args: [entry.account, entry.leaf, entry.leafIndex, entry.proof],
    });

  test("accepts a root from anyone and says what it accepted", async () => {
    const { payload, root } = await attestation();
    const { blockNumber } = await submit(vaaOf(payload));
    const validUntil = BigInt(`0x${payload.slice(2 + 54 * 2, 2 + 62 * 2)}`);
    const logs = await chain.client.getContractEvents({
      ...contract(),
      eventName: "RootAccepted",
      fromBlock: blockNumber,
      strict: true,
    });
    expect(logs.map(({ args }) => args)).toEqual([{ epoch: 1n, root, validUntil, configHash }]);
    const [latest, chainId, from] = await chain.client.readContract({
      ...contract(),
      functionName: "latestRoot",
    });
    expect(latest).toMatchObject({ epoch: 1n, root, leafCount: 5, total: 15_000n, flags: 4 });
    expect([chainId, from]).toEqual([emitterChainId, pad(emitter)]);
  });

  describe("refuses a VAA that the core refuses", () => {
    test("with a changed payload", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload);
      const tampered = patch(vaa, (vaa.length - 2) / 2 - 1, "0x01");
      expect(tampered).not.toBe(vaa);
      expect(await submitRefusal(tampered)).toEqual(["InvalidVaa", "VM signature invalid"]);
    });

    test("with 12 signatures", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload, { signers: thirteen.slice(0, 12) });
      expect(await submitRefusal(vaa)).toEqual(["InvalidVaa", "no quorum"]);
    });

    test("with one guardian's signature thirteen times", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload, { signers: thirteen.map(() => 4) });
      expect(await submitRefusal(vaa)).toEqual([
        "InvalidVaa",
        "signature indices must be ascending",
      ]);
    });

    test("signed by other keys", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload, { keys: createGuardianKeys(1) });
      expect(await submitRefusal(vaa)).toEqual(["InvalidVaa", "VM signature invalid"]);
    });

    test("of a guardian set that does not exist", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload, { guardianSetIndex: 1 });
      expect(await submitRefusal(vaa)).toEqual(["InvalidVaa", "invalid guardian set"]);
    });

    test("of another version, cut short, or empty", async () => {
      const { payload } = await attestation();
      const vaa = vaaOf(payload);
      expect(await submitRefusal(patch(vaa, 0, "0x02"))).toEqual([
        "InvalidVaa",
        "VM version incompatible",
      ]);
      expect(await submitRefusal(vaa.slice(0, 400) as Hex)).toMatchObject([
        "InvalidVaa",
        /Bounds/i,
      ]);
      expect(await submitRefusal("0x")).toMatchObject([
        "InvalidVaa",
        expect.stringMatching(/Bounds/i),
      ]);
    });
  });

  test("refuses another emitter, on the chain and on another", async () => {
    const { payload } = await attestation();
    const other = pad("0xbad", { size: 32 });
    expect(await submitRefusal(vaaOf(payload, { emitterAddress: other }))).toEqual([
      "UnknownEmitter",
      emitterChainId,
      other,
    ]);
    expect(await submitRefusal(vaaOf(payload, { emitterChainId: 2 }))).toEqual([
      "UnknownEmitter",
      2,
      pad(emitter),
    ]);
  });

  test("refuses a payload that is not a root message of exact length", async () => {
    const { payload } = await attestation();
    const { magic, type, chainCount } = rootPayloadOffsets;
    const cases: [Hex, readonly unknown[]][] = [
      [patch(payload, magic, "0x554341ff"), ["BadMagic", "0x554341ff"]],
      [patch(payload, type, "0x02"), ["BadType", 2]],
      [concatHex([payload, "0x00"]), ["BadLength", 183n, 182n]],
      [payload.slice(0, -2) as Hex, ["BadLength", 181n, 182n]],
      [patch(payload, chainCount, "0x02"), ["BadLength", 182n, 233n]],
      [payload.slice(0, 2 + 2 * 130) as Hex, ["BadLength", 130n, 131n]],
      ["0x554341", ["BadLength", 3n, 131n]],
    ];
    for (const [spoiled, expected] of cases) {
      expect(await submitRefusal(vaaOf(spoiled))).toEqual(expected);
    }
  });

  test("refuses an unknown methodology", async () => {
    const { payload } = await attestation({ configHash: keccak256("0x01") });
    expect(await submitRefusal(vaaOf(payload))).toEqual(["UnknownMethodology", keccak256("0x01")]);
  });

  test("refuses a replay, also by other signers, and an older epoch", async () => {
    const { payload } = await attestation({ epoch: 7n });
    await submit(vaaOf(payload));
    expect(await submitRefusal(vaaOf(payload))).toEqual(["StaleEpoch", 7n, 7n]);
    const others = thirteen.map((index) => index + 6);
    expect(await submitRefusal(vaaOf(payload, { signers: others }))).toEqual([
      "StaleEpoch",
      7n,
      7n,
    ]);
    const older = await attestation({ epoch: 6n });
    expect(await submitRefusal(vaaOf(older.payload))).toEqual(["StaleEpoch", 6n, 7n]);
    const newer = await attestation({ epoch: 8n });
    await submit(vaaOf(newer.payload));
    expect(await chain.client.readContract({ ...contract(), functionName: "lastEpoch" })).toBe(8n);
  });

  test("refuses epoch 0", async () => {
    const { payload } = await attestation({ epoch: 0n });
    expect(await submitRefusal(vaaOf(payload))).toEqual(["StaleEpoch", 0n, 0n]);
  });

  test("refuses a root from further in the future than clocks may differ", async () => {
    const now = await chain.blockTime();
    const asOfSeconds = now + clockSkewSeconds + 1;
    const { payload } = await attestation({ asOfSeconds, validUntilSeconds: asOfSeconds + 600 });
    expect(await submitRefusal(vaaOf(payload))).toEqual([
      "FromTheFuture",
      BigInt(asOfSeconds),
      BigInt(now),
    ]);
    const within = await attestation({
      asOfSeconds: asOfSeconds - 1,
      validUntilSeconds: asOfSeconds + 600,
    });
    await submit(vaaOf(within.payload));
  });

  test("refuses an expired root, and one valid for too long", async () => {
    const now = await chain.blockTime();
    const expired = await attestation({ asOfSeconds: now - 600, validUntilSeconds: now - 1 });
    expect(await submitRefusal(vaaOf(expired.payload))).toEqual([
      "Expired",
      BigInt(now - 1),
      BigInt(now),
    ]);
    const validUntilSeconds = now + maximumAttestationValiditySeconds + 1;
    const long = await attestation({ asOfSeconds: now, validUntilSeconds });
    expect(await submitRefusal(vaaOf(long.payload))).toEqual([
      "BadValidity",
      BigInt(now),
      BigInt(validUntilSeconds),
      BigInt(maximumAttestationValiditySeconds),
    ]);
    const { asOf } = rootPayloadOffsets;
    const reversed = patch(
      (await attestation({ asOfSeconds: now, validUntilSeconds: now + 1 })).payload,
      asOf,
      numberToHex(now + 2, { size: 8 }),
    );
    expect(await submitRefusal(vaaOf(reversed))).toMatchObject([
      "BadValidity",
      BigInt(now + 2),
      BigInt(now + 1),
      expect.anything(),
    ]);
  });

  test.each([1, 2, 3, 4, 5, 8, 9])("answers for every account of %i", async (accounts) => {
    const made = await attestation({ accounts });
    await submit(vaaOf(made.payload));
    for (let index = 0; index < accounts; index += 1) {
      const { value, gross, debt, chainMask, flags, breakdownHash } = made.leaves[index]!;
      expect(await readValue(made.entry(index))).toMatchObject({
        epoch: 1n,
        value,
        gross,
        debt,
        chainMask,
        flags,
        breakdownHash,
      });
      const elsewhere = { ...made.entry(index), leafIndex: BigInt(index ^ 1) };
      const refused = await refusal("valueOf", [
        elsewhere.account,
        elsewhere.leaf,
        elsewhere.leafIndex,
        elsewhere.proof,
      ]);
      expect(refused[0]).toBe(elsewhere.leafIndex < accounts ? "BadProof" : "BadLeafIndex");
    }
  });

  test("refuses a wrong account, leaf, place or proof, each for its own reason", async () => {
    const made = await attestation();
    const { account, leaf, leafIndex, proof } = made.entry(3);
    expect(await refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual(["NoRoot"]);
    await submit(vaaOf(made.payload));

    const other = made.entry(2);
    const cases: [readonly unknown[], readonly unknown[]][] = [
      [
        [other.account, leaf, leafIndex, proof],
        ["WrongAccount", 0, pad(account)],
      ],
      [
        [account, concatHex([leaf, "0x00"]), leafIndex, proof],
        ["BadLeafLength", 129n, 128n],
      ],
      [
        [account, patch(leaf, 0, "0x02"), leafIndex, proof],
        ["BadLeafVersion", 2],
      ],
      [
        [account, leaf, 5n, proof],
        ["BadLeafIndex", 5n, 5n],
      ],
      [
        [account, leaf, leafIndex + 2n ** 64n, proof],
        ["BadLeafIndex", leafIndex + 2n ** 64n, 5n],
      ],
      [
        [account, leaf, leafIndex, proof.slice(1)],
        ["BadProofLength", 2n, 3n],
      ],
      [
        [account, leaf, leafIndex, [...proof, proof[0]]],
        ["BadProofLength", 4n, 3n],
      ],
    ];
    for (const [args, expected] of cases) expect(await refusal("valueOf", args)).toEqual(expected);

    const wrongProofs: (readonly unknown[])[] = [
      [account, leaf, leafIndex, other.proof],
      [account, leaf, 2n, proof],
      [account, leaf, leafIndex, [...proof].reverse()],
      [account, patch(leaf, 50, "0xff"), leafIndex, proof],
    ];
    for (const args of wrongProofs) {
      expect(await refusal("valueOf", args)).toMatchObject([
        "BadProof",
        expect.stringMatching(/^0x/),
        made.root,
      ]);
    }
  });

  test("tells namespaces apart", async () => {
    const made = await attestation({ namespace: 10_003 });
    await submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(1);
    const value = await chain.client.readContract({
      ...contract(),
      functionName: "valueOf",
      args: [10_003, pad(account), leaf, leafIndex, proof],
    });
    expect(value.value).toBe(2_000n);
    expect(await refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
      "WrongAccount",
      10_003,
      pad(account),
    ]);
  });

  test("stops answering when the root expires", async () => {
    const made = await attestation();
    await submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(0);
    const { validUntil } = await readValue(made.entry(0));
    await chain.client.setNextBlockTimestamp({ timestamp: validUntil });
    await chain.client.mine({ blocks: 1 });
    expect((await readValue(made.entry(0))).value).toBe(1_000n);
    await chain.client.setNextBlockTimestamp({ timestamp: validUntil + 1n });
    await chain.client.mine({ blocks: 1 });
    expect(await refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
      "Expired",
      validUntil,
      validUntil + 1n,
    ]);
  });

  test("stops answering when its emitter or methodology is disallowed, by the admin alone", async () => {
    const made = await attestation();
    await submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(0);
    const settings = [
      { functionName: "setEmitter", args: [emitterChainId, pad(emitter)], error: "UnknownEmitter" },
      { functionName: "setMethodology", args: [configHash], error: "UnknownMethodology" },
    ] as const;
    for (const { functionName, args, error } of settings) {
      const set = async (allowed: boolean) =>
        chain.mined(
          await chain.client.writeContract({
            ...contract(),
            account: chain.deployer,
            functionName,
            args: [...args, allowed],
          } as Parameters<typeof chain.client.writeContract>[0]),
        );
      expect(await refusal(functionName, [...args, false])).toMatchObject([
        "AccessControlUnauthorizedAccount",
        chain.accounts[3]!.address,
        pad("0x00", { size: 32 }),
      ]);
      await set(false);
      expect(await refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([error, ...args]);
      await set(true);
      expect((await readValue(made.entry(0))).value).toBe(1_000n);
    }
  });
});

const golden = readSharedJson<Golden>("vectors/uca1-golden.json");
describe.skipIf(golden === null)(
  "AttestationReceiver with the golden bytes of UCA1 (skipped where ../shared/vectors is absent)",
  () => {
    let chain: AttestationChain;
    beforeAll(async () => {
      chain = await startAttestationChain({
        chainId: 71_003,
        wormholeChainId: 10_003,
        genesisTimestamp,
        keys,
      });
    });
    afterAll(() => chain?.stop());

    test("reads the golden payload and proves its leaf 3", async () => {
      const { leaves, root, proofOfIndex3, rootPayload } = golden!;
      const receiver = chain.contracts.attestationReceiver;
      const configHash: Hex = `0x${rootPayload.slice(2 + 12, 2 + 76)}`;
      await chain.allow({
        receiver,
        emitters: [{ wormholeChainId: emitterChainId, emitter }],
        configHashes: [configHash],
      });
      const body = encodeVaaBody({
        timestampSeconds: genesisTimestamp,
        nonce: 0,
        emitterChainId,
        emitterAddress: pad(emitter),
        sequence: 0n,
        consistencyLevel: 200,
        payload: rootPayload,
      });
      const contract = { address: receiver, abi: attestationReceiverAbi } as const;
      await chain.mined(
        await chain.client.writeContract({
          ...contract,
          account: chain.deployer,
          functionName: "submitRoot",
          args: [signVaa({ body, guardianSetIndex: 0, keys, signers: thirteen })],
        }),
      );
      const [latest] = await chain.client.readContract({ ...contract, functionName: "latestRoot" });
      expect(latest).toEqual({
        root,
        configHash,
        epoch: 42n,
        asOf: 0x6a64f04cn,
        validUntil: 0x6a64f2a4n,
        minPriceTime: 0x6a64f040n,
        maxPriceTime: 0x6a64f04bn,
        total: 0x15d3ef79800n,
        leafCount: 5,
        flags: 0,
      });
      const value = await chain.client.readContract({
        ...contract,
        functionName: "valueOf",
        args: ["0x0404040404040404040404040404040404040404", leaves[3]!, 3n, proofOfIndex3],
      });
      expect(value).toEqual({
        epoch: 42n,
        asOf: 0x6a64f04cn,
        validUntil: 0x6a64f2a4n,
        value: 400_000_000_000n,
        gross: 500_000_000_000n,
        debt: 40_000_000_000n,
        minPriceTime: 0x6a64f040n,
        chainMask: 3,
        flags: 0,
        breakdownHash: "0xcc21cc9477a6aea5df8cae73422b700c47e54d892691e099167e77befc94780a",
      });
    });
  },
);
