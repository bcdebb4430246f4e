import type { Address } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { accounts, contractAccount } from "../support/worker/start-test-worker.ts";
import { createWorkerWorld, type WorkerWorld } from "../support/worker/worker-world.ts";

describe("the worker", () => {
  let world: WorkerWorld;
  beforeAll(async () => {
    world = await createWorkerWorld();
  });
  afterAll(() => world?.stop());

  test("publishes, collects the VAA and delivers; the receiver answers what the leaf says", async () => {
    await world.advance();
    const worker = await world.start();
    try {
      await world.untilDelivered(1n);
      const record = (await world.reader.latest({ signed: true }))!;
      expect(record.epoch).toBe(1n);
      expect(record.root.leafCount).toBe(4);
      expect(record.root.flags).toBe(4);
      expect(record.publication?.sequence).toBe(0n);
      const { client, contracts } = world.target;
      for (const address of accounts) {
        const lines = (await world.reader.accounts({ epoch: 1n, address }))!;
        expect(lines).toHaveLength(address === contractAccount ? 2 : 1);
        for (const { leaf, leafBytes, leafIndex, proof } of lines) {
          const answer = await client.readContract({
            address: contracts.attestationReceiver,
            abi: attestationReceiverAbi,
            functionName: "valueOf",
            args: [leaf.namespace, leaf.account, leafBytes, BigInt(leafIndex), proof],
          });
          expect(answer).toMatchObject({
            epoch: 1n,
            value: leaf.value,
            gross: leaf.gross,
            debt: leaf.debt,
            chainMask: leaf.chainMask,
            flags: leaf.flags,
            breakdownHash: leaf.breakdownHash,
          });
        }
      }
      // 101 + 101 of collateral on two chains, a debt of 0.000000000000000001 on each.
      const [alice] = (await world.reader.accounts({ epoch: 1n, address: accounts[0]! }))!;
      expect(alice?.leaf).toMatchObject({ value: 201_99999999n, gross: 202_00000000n, debt: 1n });
      const stranger: Address = `0x${"ee".repeat(20)}`;
      expect(await world.reader.accounts({ epoch: 1n, address: stranger })).toEqual([]);
    } finally {
      await worker.stop();
    }
  });
});
