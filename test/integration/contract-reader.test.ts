import { type Address, createPublicClient, type Hex, http, parseAbi } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import { addressOf } from "../support/handler-harness.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

const abi = parseAbi(["function value() view returns (uint256)"]);
const contract = addressOf(0xc0de);

/** Runtime code that answers the time of the block. */
const ANSWERS: Hex = "0x4260005260206000f3";
const REVERTS: Hex = "0x60006000fd";
const INVALID: Hex = "0xfe";
/** JUMPDEST, then jumps back to it until no gas is left. */
const NEVER_ENDS: Hex = "0x5b600056";
const ANSWERS_TOO_LITTLE: Hex = "0x60016000f3";

describe("reading a contract at a block", () => {
  let chain: TestChain;
  let reader: ReturnType<typeof createContractReader>;
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
    reader = createContractReader({ clients: new Map([[chain.chainId, client]]) });
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
