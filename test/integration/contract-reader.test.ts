import {
  type Address,
  createPublicClient,
  type Hex,
  http,
  type PublicClient,
  parseAbi,
} from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import { addressOf } from "../support/handler-harness.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

const timesAbi = parseAbi(["function value(uint256 index) view returns (uint256)"]);
const countAbi = parseAbi(["function count() returns (uint256)"]);
const abi = parseAbi(["function value() view returns (uint256)"]);
const contract = addressOf(0xc0de);

/** Runtime code that answers the time of the block. */
const ANSWERS: Hex = "0x4260005260206000f3";
const REVERTS: Hex = "0x60006000fd";
const INVALID: Hex = "0xfe";
/** JUMPDEST, then jumps back to it until no gas is left. */
const NEVER_ENDS: Hex = "0x5b600056";
/** Adds one to slot 0 and answers with it. */
const COUNTS: Hex = "0x6000546001018060005560005260206000f3";
/** Reverts with Error("no"). */
const REVERTS_WITH_REASON: Hex = `0x6064600c60003960646000fd08c379a0${"20".padStart(64, "0")}${"02".padStart(64, "0")}${"6e6f".padEnd(64, "0")}`;
const ANSWERS_TOO_LITTLE: Hex = "0x60016000f3";

describe("reading a contract at a block", () => {
  let chain: TestChain;
  let reader: ReturnType<typeof createContractReader>;
  let clients: Map<number, PublicClient>;
  let calls = 0;

  beforeAll(async () => {
    chain = await startTestChain({ chainId: 31_337, genesisTimestamp: 1_750_000_000 });
    const client = createPublicClient({
      transport: http(chain.url, {
        timeout: 5_000,
        retryCount: 0,
        onFetchRequest: () => {
          calls += 1;
        },
      }),
    });
    clients = new Map([[chain.chainId, client]]);
    reader = createContractReader({ clients });
  });
  afterAll(() => chain?.stop());

  async function blockWith(code: Hex): Promise<BlockReference> {
    await chain.client.setCode({ address: contract, bytecode: code });
    await chain.client.mine({ blocks: 1 });
    const block = await chain.client.getBlock();
    return {
      chainId: chain.chainId,
      number: block.number,
      hash: block.hash,
      timestampSeconds: Number(block.timestamp),
    };
  }
  const read = (block: BlockReference, address: Address = contract) =>
    reader.read({ block, address, abi, functionName: "value", args: [] });

  it("answers for the very block, also when the chain has gone on", async () => {
    const blocks = [await blockWith(ANSWERS), await blockWith(ANSWERS)];
    expect(await Promise.all(blocks.map((block) => read(block)))).toEqual(
      blocks.map(({ timestampSeconds }) => BigInt(timestampSeconds)),
    );
  });

  it("asks once for the same thing", async () => {
    const block = await blockWith(ANSWERS);
    const before = calls;
    const time = BigInt(block.timestampSeconds);
    expect(await Promise.all([read(block), read(block)])).toEqual([time, time]);
    expect(await read(block)).toBe(time);
    expect(calls - before).toBe(1);
  });

  it("says that a contract fails, in whichever way, instead of failing itself", async () => {
    for (const code of [REVERTS, INVALID, NEVER_ENDS, ANSWERS_TOO_LITTLE]) {
      expect([code, await read(await blockWith(code))]).toEqual([code, null]);
    }
    expect(await read(await blockWith(ANSWERS), addressOf(0xdead))).toBeNull();
  });

  it("answers the same where many views go into one call", async () => {
    const batching = createContractReader({ clients, batch: true });
    const block = await blockWith(ANSWERS);
    const questions = [contract, addressOf(0xdead), contract].map((address, index) =>
      batching.read({
        block,
        address,
        abi: timesAbi,
        functionName: "value",
        args: [BigInt(index)],
      }),
    );
    const before = calls;
    const time = BigInt(block.timestampSeconds);
    expect(await Promise.all(questions)).toEqual([time, null, time]);
    // The batch, and the one that fails by itself.
    expect(calls - before).toBe(2);
    for (const code of [REVERTS, INVALID, NEVER_ENDS, ANSWERS_TOO_LITTLE]) {
      const failing = await blockWith(code);
      const answers = [1n, 2n].map((index) =>
        batching.read({
          block: failing,
          address: contract,
          abi: timesAbi,
          functionName: "value",
          args: [index],
        }),
      );
      expect([code, ...(await Promise.all(answers))]).toEqual([code, null, null]);
    }
  });

  it("lets no function of a batch change what the others read", async () => {
    const batching = createContractReader({ clients, batch: true });
    const block = await blockWith(COUNTS);
    // As an ABI of somebody's may say of a function that changes something: each counts from nothing.
    const answers = [1n, 2n, 3n].map((index) =>
      batching.read({
        block,
        address: contract,
        abi: timesAbi,
        functionName: "value",
        args: [index],
      }),
    );
    expect(await Promise.all(answers)).toEqual([1n, 1n, 1n]);
  });

  it("tries what a contract would do, after other calls, and leaves nothing of it", async () => {
    const block = await blockWith(COUNTS);
    const attempt = (before: number) =>
      reader.attempt({
        block,
        address: contract,
        abi: countAbi,
        functionName: "count",
        args: [],
        before: Array.from({ length: before }, () => ({
          to: contract,
          data: "0x06661abd" as const,
        })),
      });
    expect(await attempt(0)).toEqual({ succeeded: true, value: 1n });
    expect(await attempt(2)).toEqual({ succeeded: true, value: 3n });
    expect(await attempt(0)).toEqual({ succeeded: true, value: 1n });
    const refusing = await blockWith(REVERTS_WITH_REASON);
    const refused = { abi: countAbi, functionName: "count", args: [], address: contract } as const;
    const reasons = [
      await reader.attempt({ block: refusing, ...refused }),
      await reader.attempt({
        block: refusing,
        ...refused,
        before: [{ to: addressOf(0xdead), data: "0x" }],
      }),
    ];
    expect(reasons).toEqual([
      { succeeded: false, reason: "no" },
      { succeeded: false, reason: "no" },
    ]);
  });

  it("refuses a block that the node does not have, as after a reorg", async () => {
    const block = await blockWith(ANSWERS);
    await expect(read({ ...block, hash: `0x${"ab".repeat(32)}` })).rejects.toMatchObject({
      code: "chain-unreadable",
    });
  });

  it("refuses where no node answers", async () => {
    const block = await blockWith(ANSWERS);
    const nobody = createContractReader({
      clients: new Map([
        [
          chain.chainId,
          createPublicClient({ transport: http("http://127.0.0.1:1", { retryCount: 0 }) }),
        ],
      ]),
    });
    await expect(
      nobody.read({ block, address: contract, abi, functionName: "value", args: [] }),
    ).rejects.toMatchObject({ code: "chain-unreadable" });
  });
});
