import { jsonRpc } from "../chain/json-rpc.ts";
import type { OpenChain } from "../open-chain.ts";
import { type LiveActivity, runLive } from "./run-live.ts";

/**
 * Lets the chains go on after what was played: by themselves with `live`, else for each transaction
 * that somebody sends.
 * @param parameters.fixedClock The chains' time goes on from the end of what was played, at the pace
 * of the wall clock, instead of following the wall clock.
 */
export async function keepMining(parameters: {
  open: readonly OpenChain[];
  live: boolean;
  fixedClock: boolean;
  log: (line: string) => void;
}): Promise<LiveActivity[]> {
  const { open, live, fixedClock, log } = parameters;
  if (!live) {
    await setAutomine(open, true);
    return [];
  }
  const wall = () => Date.now() / 1_000;
  const offset = fixedClock ? Math.max(...(await Promise.all(open.map(headTime)))) - wall() : 0;
  return open.map((one) => runLive({ open: one, clock: () => wall() + offset, log }));
}

/** Whether each chain mines a block for every transaction that it is sent. */
export async function setAutomine(open: readonly OpenChain[], isOn: boolean): Promise<void> {
  for (const { url } of open.map(({ anvil }) => anvil))
    await jsonRpc({ url, calls: [{ method: "evm_setAutomine", params: [isOn] }] });
}

/** Seconds of the newest block. */
export async function headTime({ chain }: Pick<OpenChain, "chain">): Promise<number> {
  const { timestamp } = await chain.client.getBlock({ blockTag: "latest" });
  return Number(timestamp);
}
