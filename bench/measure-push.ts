import { setTimeout as sleep } from "node:timers/promises";
import type { ManifestChain } from "../config/manifest.ts";
import { jsonRpc } from "../devnet/chain/json-rpc.ts";
import { median } from "./median.ts";

export type PushResult = { pushedMilliseconds: number; statusMilliseconds: number; ratio: number };

/**
 * From a mined block to the event of the list at risk that tells of it, beside the time until Ponder's
 * own `/status` has the block. Interest changes the figures with every block of a lending market.
 */
export async function measurePush(parameters: {
  url: string;
  chain: Pick<ManifestChain, "name" | "chainId" | "rpcUrl">;
  blocks: number;
}): Promise<PushResult> {
  const { url, chain, blocks } = parameters;
  const abort = new AbortController();
  const response = await fetch(`${url}/v1/at-risk/stream?maxHealth=2`, { signal: abort.signal });
  if (response.body === null || response.status !== 200) {
    throw new Error(`The stream answers ${response.status}: ${await response.text()}`);
  }
  /** When each block was told of first. */
  const toldAt = new Map<number, number>();
  let isEnded = false;
  const reading = (async () => {
    let text = "";
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const number = new RegExp(`id: .*eip155:${chain.chainId}:(\\d+)`).exec(event)?.[1];
        if (number !== undefined && !toldAt.has(Number(number))) {
          toldAt.set(Number(number), performance.now());
        }
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      isEnded = true;
    });
  const pushed: number[] = [];
  const status: number[] = [];
  for (let count = 0; count < blocks; count++) {
    await sleep(700 + ((count * 137) % 400));
    const begin = performance.now();
    await jsonRpc({ url: chain.rpcUrl, calls: [{ method: "evm_mine", params: [] }] });
    const [hex] = await jsonRpc({
      url: chain.rpcUrl,
      calls: [{ method: "eth_blockNumber", params: [] }],
    });
    const number = Number(hex);
    let seen: number | null = null;
    while (seen === null || !toldAt.has(number)) {
      if (isEnded) throw new Error("The stream ended.");
      if (performance.now() - begin > 30_000) throw new Error(`Nobody tells of block ${number}.`);
      if (seen === null) {
        const body = (await (await fetch(`${url}/status`)).json()) as Record<
          string,
          { block: { number: number } } | undefined
        >;
        if ((body[chain.name]?.block.number ?? 0) >= number) seen = performance.now();
      }
      await sleep(5);
    }
    pushed.push(toldAt.get(number)! - begin);
    status.push(seen - begin);
  }
  abort.abort();
  await reading;
  return {
    pushedMilliseconds: median(pushed),
    statusMilliseconds: median(status),
    ratio: median(pushed) / median(status),
  };
}
