import type { Hex } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReceiverFixture, startReceiverFixture, vaaOf } from "../support/receiver-fixture.ts";
import { readSharedJson } from "../support/shared-file.ts";

type Golden = { leaves: Hex[]; root: Hex; proofOfIndex3: Hex[]; rootPayload: Hex };

const golden = readSharedJson<Golden>("vectors/uca1-golden.json");
/** `asOf` of the golden payload. */
const genesisTimestamp = 0x6a64f04c;

describe.skipIf(golden === null)(
  "AttestationReceiver with the golden bytes of UCA1 (skipped where ../shared/vectors is absent)",
  () => {
    let fixture: ReceiverFixture;
    beforeAll(async () => {
      fixture = await startReceiverFixture({ chainId: 71_003, genesisTimestamp });
    });
    afterAll(() => fixture?.stop());

    test("reads the golden payload and proves its leaf 3", async () => {
      const { leaves, root, proofOfIndex3, rootPayload } = golden!;
      const configHash: Hex = `0x${rootPayload.slice(2 + 12, 2 + 76)}`;
      const receiver = await fixture.createReceiver(configHash);
      await receiver.submit(vaaOf(rootPayload));
      const [latest] = await fixture.chain.client.readContract({
        ...receiver.contract,
        functionName: "latestRoot",
      });
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
      const value = await receiver.readValue({
        account: "0x0404040404040404040404040404040404040404",
        leaf: leaves[3]!,
        leafIndex: 3n,
        proof: proofOfIndex3,
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
