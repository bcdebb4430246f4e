import { concatHex, type Hex, keccak256, numberToHex, pad } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { patch, rootPayloadOffsets } from "../support/make-attestation.ts";
import {
  configHash,
  emitter,
  emitterChainId,
  type ReceiverFixture,
  startReceiverFixture,
  thirteenSigners,
  vaaOf,
} from "../support/receiver-fixture.ts";
import {
  clockSkewSeconds,
  maximumAttestationValiditySeconds,
} from "../support/start-attestation-chain.ts";

describe("AttestationReceiver.submitRoot", () => {
  let fixture: ReceiverFixture;
  let receiver: Awaited<ReturnType<ReceiverFixture["createReceiver"]>>;

  beforeAll(async () => {
    fixture = await startReceiverFixture({ chainId: 71_002, genesisTimestamp: 1_800_000_000 });
  });
  afterAll(() => fixture?.stop());
  beforeEach(async () => {
    receiver = await fixture.createReceiver();
  });

  test("accepts a root from anyone and says what it accepted", async () => {
    const { payload, root } = await fixture.attestation();
    const { blockNumber } = await receiver.submit(vaaOf(payload));
    const validUntil = BigInt(`0x${payload.slice(2 + 54 * 2, 2 + 62 * 2)}`);
    const logs = await fixture.chain.client.getContractEvents({
      ...receiver.contract,
      eventName: "RootAccepted",
      fromBlock: blockNumber,
      strict: true,
    });
    expect(logs.map(({ args }) => args)).toEqual([{ epoch: 1n, root, validUntil, configHash }]);
    const [latest, chainId, from] = await fixture.chain.client.readContract({
      ...receiver.contract,
      functionName: "latestRoot",
    });
    expect(latest).toMatchObject({ epoch: 1n, root, leafCount: 5, total: 15_000n, flags: 4 });
    expect([chainId, from]).toEqual([emitterChainId, pad(emitter)]);
  });

  describe("refuses a VAA that the core refuses", () => {
    test("with a changed payload", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload);
      const tampered = patch(vaa, (vaa.length - 2) / 2 - 1, "0x01");
      expect(tampered).not.toBe(vaa);
      expect(await receiver.submitRefusal(tampered)).toEqual([
        "InvalidVaa",
        "VM signature invalid",
      ]);
    });

    test("with 12 signatures", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload, { signers: thirteenSigners.slice(0, 12) });
      expect(await receiver.submitRefusal(vaa)).toEqual(["InvalidVaa", "no quorum"]);
    });

    test("with one guardian's signature thirteen times", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload, { signers: thirteenSigners.map(() => 4) });
      expect(await receiver.submitRefusal(vaa)).toEqual([
        "InvalidVaa",
        "signature indices must be ascending",
      ]);
    });

    test("signed by other keys", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload, { keys: createGuardianKeys(1) });
      expect(await receiver.submitRefusal(vaa)).toEqual(["InvalidVaa", "VM signature invalid"]);
    });

    test("of a guardian set that does not exist", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload, { guardianSetIndex: 1 });
      expect(await receiver.submitRefusal(vaa)).toEqual(["InvalidVaa", "invalid guardian set"]);
    });

    test("of another version, cut short, or empty", async () => {
      const { payload } = await fixture.attestation();
      const vaa = vaaOf(payload);
      expect(await receiver.submitRefusal(patch(vaa, 0, "0x02"))).toEqual([
        "InvalidVaa",
        "VM version incompatible",
      ]);
      expect(await receiver.submitRefusal(vaa.slice(0, 400) as Hex)).toMatchObject([
        "InvalidVaa",
        /Bounds/i,
      ]);
      expect(await receiver.submitRefusal("0x")).toMatchObject([
        "InvalidVaa",
        expect.stringMatching(/Bounds/i),
      ]);
    });
  });

  test("refuses another emitter, on the chain and on another", async () => {
    const { payload } = await fixture.attestation();
    const other = pad("0xbad", { size: 32 });
    expect(await receiver.submitRefusal(vaaOf(payload, { emitterAddress: other }))).toEqual([
      "UnknownEmitter",
      emitterChainId,
      other,
    ]);
    expect(await receiver.submitRefusal(vaaOf(payload, { emitterChainId: 2 }))).toEqual([
      "UnknownEmitter",
      2,
      pad(emitter),
    ]);
  });

  test("refuses a payload that is not a root message of exact length", async () => {
    const { payload } = await fixture.attestation();
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
      expect(await receiver.submitRefusal(vaaOf(spoiled))).toEqual(expected);
    }
  });

  test("refuses an unknown methodology", async () => {
    const { payload } = await fixture.attestation({ configHash: keccak256("0x01") });
    expect(await receiver.submitRefusal(vaaOf(payload))).toEqual([
      "UnknownMethodology",
      keccak256("0x01"),
    ]);
  });

  test("refuses a replay, also by other signers, and an older epoch", async () => {
    const { payload } = await fixture.attestation({ epoch: 7n });
    await receiver.submit(vaaOf(payload));
    expect(await receiver.submitRefusal(vaaOf(payload))).toEqual(["StaleEpoch", 7n, 7n]);
    const others = thirteenSigners.map((index) => index + 6);
    expect(await receiver.submitRefusal(vaaOf(payload, { signers: others }))).toEqual([
      "StaleEpoch",
      7n,
      7n,
    ]);
    const older = await fixture.attestation({ epoch: 6n });
    expect(await receiver.submitRefusal(vaaOf(older.payload))).toEqual(["StaleEpoch", 6n, 7n]);
    const newer = await fixture.attestation({ epoch: 8n });
    await receiver.submit(vaaOf(newer.payload));
    expect(
      await fixture.chain.client.readContract({ ...receiver.contract, functionName: "lastEpoch" }),
    ).toBe(8n);
  });

  test("refuses epoch 0", async () => {
    const { payload } = await fixture.attestation({ epoch: 0n });
    expect(await receiver.submitRefusal(vaaOf(payload))).toEqual(["StaleEpoch", 0n, 0n]);
  });

  test("refuses a root from further in the future than clocks may differ", async () => {
    const now = await fixture.chain.blockTime();
    const asOfSeconds = now + clockSkewSeconds + 1;
    const { payload } = await fixture.attestation({
      asOfSeconds,
      validUntilSeconds: asOfSeconds + 600,
    });
    expect(await receiver.submitRefusal(vaaOf(payload))).toEqual([
      "FromTheFuture",
      BigInt(asOfSeconds),
      BigInt(now),
    ]);
    const within = await fixture.attestation({
      asOfSeconds: asOfSeconds - 1,
      validUntilSeconds: asOfSeconds + 600,
    });
    await receiver.submit(vaaOf(within.payload));
  });

  test("refuses an expired root, and one valid for too long", async () => {
    const now = await fixture.chain.blockTime();
    const expired = await fixture.attestation({
      asOfSeconds: now - 600,
      validUntilSeconds: now - 1,
    });
    expect(await receiver.submitRefusal(vaaOf(expired.payload))).toEqual([
      "Expired",
      BigInt(now - 1),
      BigInt(now),
    ]);
    const validUntilSeconds = now + maximumAttestationValiditySeconds + 1;
    const long = await fixture.attestation({ asOfSeconds: now, validUntilSeconds });
    expect(await receiver.submitRefusal(vaaOf(long.payload))).toEqual([
      "BadValidity",
      BigInt(now),
      BigInt(validUntilSeconds),
      BigInt(maximumAttestationValiditySeconds),
    ]);
    const { asOf } = rootPayloadOffsets;
    const reversed = patch(
      (await fixture.attestation({ asOfSeconds: now, validUntilSeconds: now + 1 })).payload,
      asOf,
      numberToHex(now + 2, { size: 8 }),
    );
    expect(await receiver.submitRefusal(vaaOf(reversed))).toMatchObject([
      "BadValidity",
      BigInt(now + 2),
      BigInt(now + 1),
      expect.anything(),
    ]);
  });
});
