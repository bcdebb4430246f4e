import { concatHex, pad } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { patch } from "../support/make-attestation.ts";
import {
  configHash,
  emitter,
  emitterChainId,
  type ReceiverFixture,
  startReceiverFixture,
  vaaOf,
} from "../support/receiver-fixture.ts";

describe("AttestationReceiver.valueOf", () => {
  let fixture: ReceiverFixture;
  let receiver: Awaited<ReturnType<ReceiverFixture["createReceiver"]>>;

  beforeAll(async () => {
    fixture = await startReceiverFixture({ chainId: 71_007, genesisTimestamp: 1_800_000_000 });
  });
  afterAll(() => fixture?.stop());
  beforeEach(async () => {
    receiver = await fixture.createReceiver();
  });

  test.each([1, 2, 3, 4, 5, 8, 9])("answers for every account of %i", async (accounts) => {
    const made = await fixture.attestation({ accounts });
    await receiver.submit(vaaOf(made.payload));
    for (let index = 0; index < accounts; index += 1) {
      const { value, gross, debt, chainMask, flags, breakdownHash } = made.leaves[index]!;
      expect(await receiver.readValue(made.entry(index))).toMatchObject({
        epoch: 1n,
        value,
        gross,
        debt,
        chainMask,
        flags,
        breakdownHash,
      });
      const elsewhere = { ...made.entry(index), leafIndex: BigInt(index ^ 1) };
      const refused = await receiver.refusal("valueOf", [
        elsewhere.account,
        elsewhere.leaf,
        elsewhere.leafIndex,
        elsewhere.proof,
      ]);
      expect(refused[0]).toBe(elsewhere.leafIndex < accounts ? "BadProof" : "BadLeafIndex");
    }
  });

  test("refuses a wrong account, leaf, place or proof, each for its own reason", async () => {
    const made = await fixture.attestation();
    const { account, leaf, leafIndex, proof } = made.entry(3);
    expect(await receiver.refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
      "NoRoot",
    ]);
    await receiver.submit(vaaOf(made.payload));

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
    for (const [args, expected] of cases)
      expect(await receiver.refusal("valueOf", args)).toEqual(expected);

    const wrongProofs: (readonly unknown[])[] = [
      [account, leaf, leafIndex, other.proof],
      [account, leaf, 2n, proof],
      [account, leaf, leafIndex, [...proof].reverse()],
      [account, patch(leaf, 50, "0xff"), leafIndex, proof],
    ];
    for (const args of wrongProofs) {
      expect(await receiver.refusal("valueOf", args)).toMatchObject([
        "BadProof",
        expect.stringMatching(/^0x/),
        made.root,
      ]);
    }
  });

  test("tells namespaces apart", async () => {
    const made = await fixture.attestation({ namespace: 10_003 });
    await receiver.submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(1);
    const value = await fixture.chain.client.readContract({
      ...receiver.contract,
      functionName: "valueOf",
      args: [10_003, pad(account), leaf, leafIndex, proof],
    });
    expect(value.value).toBe(2_000n);
    expect(await receiver.refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
      "WrongAccount",
      10_003,
      pad(account),
    ]);
  });

  test("stops answering when the root expires", async () => {
    const made = await fixture.attestation();
    await receiver.submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(0);
    const { validUntil } = await receiver.readValue(made.entry(0));
    await fixture.chain.client.setNextBlockTimestamp({ timestamp: validUntil });
    await fixture.chain.client.mine({ blocks: 1 });
    expect((await receiver.readValue(made.entry(0))).value).toBe(1_000n);
    await fixture.chain.client.setNextBlockTimestamp({ timestamp: validUntil + 1n });
    await fixture.chain.client.mine({ blocks: 1 });
    expect(await receiver.refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
      "Expired",
      validUntil,
      validUntil + 1n,
    ]);
  });

  test("stops answering when its emitter or methodology is disallowed, by the admin alone", async () => {
    const made = await fixture.attestation();
    await receiver.submit(vaaOf(made.payload));
    const { account, leaf, leafIndex, proof } = made.entry(0);
    const settings = [
      { functionName: "setEmitter", args: [emitterChainId, pad(emitter)], error: "UnknownEmitter" },
      { functionName: "setMethodology", args: [configHash], error: "UnknownMethodology" },
    ] as const;
    for (const { functionName, args, error } of settings) {
      const set = async (allowed: boolean) =>
        fixture.chain.mined(
          await fixture.chain.client.writeContract({
            ...receiver.contract,
            account: fixture.chain.deployer,
            functionName,
            args: [...args, allowed],
          } as Parameters<typeof fixture.chain.client.writeContract>[0]),
        );
      expect(await receiver.refusal(functionName, [...args, false])).toMatchObject([
        "AccessControlUnauthorizedAccount",
        fixture.chain.accounts[3]!.address,
        pad("0x00", { size: 32 }),
      ]);
      await set(false);
      expect(await receiver.refusal("valueOf", [account, leaf, leafIndex, proof])).toEqual([
        error,
        ...args,
      ]);
      await set(true);
      expect((await receiver.readValue(made.entry(0))).value).toBe(1_000n);
    }
  });
});
