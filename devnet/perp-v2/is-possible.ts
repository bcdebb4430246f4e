import { numberToHex } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import { jsonRpc } from "../chain/json-rpc.ts";

/** Seconds after the newest block in which a transaction may be mined: soon, and at the latest. */
const horizonsSeconds = [1, 900, 6 * 3_600] as const;

type SimulatedBlock = { calls: readonly { status: string }[] };

/**
 * Whether transactions, one after the other in the next block, succeed whenever that block comes
 * within six hours: prices are averages over time and funding grows, so time alone can stop them.
 */
export async function isPossible(
  chain: DevChain,
  transactions: readonly Transaction[],
): Promise<boolean> {
  const { timestamp } = await chain.client.getBlock({ blockTag: "latest" });
  const calls = transactions.map(({ from, to, data }) => ({ from, to, data }));
  const answers = (await jsonRpc({
    url: chain.url,
    calls: horizonsSeconds.map((seconds) => {
      const blockOverrides = { time: numberToHex(timestamp + BigInt(seconds)) };
      return {
        method: "eth_simulateV1",
        params: [{ blockStateCalls: [{ blockOverrides, calls }] }, "latest"],
      };
    }),
  })) as SimulatedBlock[][];
  return answers.every((blocks) =>
    blocks.every((block) => block.calls.every(({ status }) => status === "0x1")),
  );
}
