import { setTimeout as sleep } from "node:timers/promises";
import { type OpenChain, stageOf } from "../open-chain.ts";

const blockIntervalMilliseconds = 2_000;
const randomActionPercent = 12;
/** Others may use the chain and its accounts as well, so a block may fail now and then. */
const failuresInARow = 10;

export type LiveActivity = {
  /** Rejects when the chain can no longer be written to; never resolves. */
  failure: Promise<never>;
  stop(): Promise<void>;
};

/**
 * Mines a block every two seconds, with whatever others have sent, actions by chance, and feed
 * updates when they are due.
 * @param parameters.clock Unix seconds that the next block should have.
 */
export function runLive(parameters: {
  open: OpenChain;
  clock: () => number;
  log: (line: string) => void;
}): LiveActivity {
  const { open, clock, log } = parameters;
  const { chain, feeds, parts } = open;
  const stage = stageOf(open);
  const acts = parts.flatMap((part) => part.actGently?.(stage) ?? []);
  const stopping = new AbortController();

  async function makeBlock(): Promise<void> {
    const head = await chain.client.getBlock({ blockTag: "latest" });
    const timestamp = Math.max(Number(head.timestamp) + 1, Math.floor(clock()));
    for (const act of acts) await act(randomActionPercent);
    await feeds.tick({ timestamp, everything: false });
    await chain.mine({ timestamp, onFailure: log });
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      try {
        await makeBlock();
        failures = 0;
      } catch (error) {
        failures += 1;
        log(`${chain.name}: a live block failed: ${(error as Error).message}`);
        if (failures === failuresInARow) throw error;
      }
      const rest = blockIntervalMilliseconds - (performance.now() - startedAt);
      await sleep(Math.max(rest, 0), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();
  const failure = running.then(() => new Promise<never>(() => undefined));
  failure.catch(() => undefined);
  return {
    failure,
    async stop() {
      stopping.abort();
      await running.catch(() => undefined);
    },
  };
}
