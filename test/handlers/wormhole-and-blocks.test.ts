import { expect, it } from "vitest";
import { registerChainBlocks } from "../../src/blocks/handlers.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import { registerWormhole } from "../../src/wormhole/handlers.ts";
import { attestationAccepted, wormholeMessage } from "../../src/wormhole/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";

it("stores every message of the core, by emitter and sequence", async () => {
  const harness = createHandlerHarness({ chainId: 1, register: registerWormhole });
  const sender = addressOf(0x5);
  for (const sequence of [0n, 1n]) {
    await harness.log("WormholeCore:LogMessagePublished", {
      address: addressOf(0xc0),
      block: 4,
      args: { sender, sequence, nonce: 7, payload: "0x0102", consistencyLevel: 200 },
    });
  }
  expect(harness.rows(wormholeMessage)).toMatchObject([
    { emitter: sender, sequence: 0n, nonce: 7n, payload: "0x0102", consistencyLevel: 200 },
    { emitter: sender, sequence: 1n, core: addressOf(0xc0), blockTimestampSeconds: timeOfBlock(4) },
  ]);
});

it("stores the roots that a receiver accepts", async () => {
  const harness = createHandlerHarness({ chainId: 1, register: registerWormhole });
  const root = `0x${"ab".repeat(32)}`;
  const { transactionHash } = await harness.log("AttestationReceiver:RootAccepted", {
    address: addressOf(0xb2),
    block: 6,
    args: { epoch: 3n, root, validUntil: 99n, configHash: `0x${"00".repeat(32)}` },
  });
  expect(harness.rows(attestationAccepted)).toEqual([
    {
      chainId: 1,
      receiver: addressOf(0xb2),
      epoch: 3n,
      root,
      validUntilSeconds: 99n,
      blockNumber: 6n,
      blockTimestampSeconds: timeOfBlock(6),
      transactionHash,
    },
  ]);
});

it("stores every block with its parent and time", async () => {
  const harness = createHandlerHarness({ chainId: 1, register: registerChainBlocks });
  await harness.block("ChainBlocks:block", 7);
  await harness.block("ChainBlocks:block", 8);
  const [first, second] = harness.rows(chainBlock);
  expect(second?.parentHash).toBe(first?.hash);
  expect(second).toMatchObject({ chainId: 1, number: 8n, timestampSeconds: timeOfBlock(8) });
});
