import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkerWorld, type WorkerWorld } from "../support/worker/worker-world.ts";

const dyingWorker = fileURLToPath(new URL("../support/worker/dying-worker.ts", import.meta.url));

/** A node that answers no more after some calls, as for a process that has died. */
function dyingAfter(parameters: { calls: number; only?: string; lostAnswer: boolean }) {
  let calls = 0;
  let dead = false;
  return {
    isDead: () => dead,
    intercept: async (method: string, forward: () => Promise<unknown>) => {
      if (dead) throw new Error("killed");
      if (parameters.only === undefined || parameters.only === method) calls += 1;
      if (calls <= parameters.calls) return await forward();
      dead = true;
      if (parameters.lostAnswer) await forward();
      throw new Error("killed");
    },
  };
}

describe("a worker that dies", () => {
  let world: WorkerWorld;
  let epoch = 0n;
  beforeAll(async () => {
    world = await createWorkerWorld();
  });
  afterAll(() => world?.stop());

  /** Lets a worker work on one epoch until it dies, and another one finish it. */
  async function dieAndResume(death: ReturnType<typeof dyingAfter>): Promise<boolean> {
    await world.advance();
    epoch += 1n;
    const first = await world.start({ intercept: death.intercept }).catch(() => null);
    if (first !== null) {
      await world.until("the worker is dead or done", async () => {
        if (death.isDead()) return true;
        const record = await world.reader.byEpoch(epoch);
        return record?.deliveries[0]?.deliveredAt != null;
      });
      await first.stop();
    }
    await finish();
    return death.isDead();
  }

  /** Starts another worker, and sees that everything happened exactly once so far. */
  async function finish(): Promise<void> {
    const second = await world.start();
    try {
      await world.untilDelivered(epoch);
    } finally {
      await second.stop();
    }
    const epochs = Array.from({ length: Number(epoch) }, (_, index) => BigInt(index + 1));
    expect(await world.history()).toEqual({
      published: epochs,
      accepted: epochs,
      sentOnSource: epochs.length,
      sentOnTarget: epochs.length,
    });
  }

  test.each([
    ["before the publication is sent", 0, false],
    ["after the publication was sent", 0, true],
    ["before the delivery is sent", 1, false],
    ["after the delivery was sent", 1, true],
  ])("%s publishes and delivers once", async (_, calls, lostAnswer) => {
    const only = "eth_sendRawTransaction";
    expect(await dieAndResume(dyingAfter({ calls, only, lostAnswer }))).toBe(true);
  });

  test.each([
    ["before the publication is sent", { at: 0, afterSending: false }],
    ["after the publication was sent", { at: 0, afterSending: true }],
    ["before the delivery is sent", { at: 1, afterSending: false }],
    ["after the delivery was sent", { at: 1, afterSending: true }],
  ])("by SIGKILL %s publishes and delivers once", async (_, death) => {
    await world.advance();
    epoch += 1n;
    const argument = JSON.stringify({ parameters: world.workerParameters(), death });
    const child = spawn(process.execPath, [dyingWorker, argument], { stdio: "inherit" });
    const [, signal] = await once(child, "exit", { signal: AbortSignal.timeout(20_000) });
    expect(signal).toBe("SIGKILL");
    await finish();
  });

  test("at any third call to a node publishes and delivers once", async () => {
    let calls = 0;
    while (await dieAndResume(dyingAfter({ calls, lostAnswer: calls % 2 === 0 }))) calls += 3;
    // An epoch takes more calls than this; fewer would mean that a worker was not let live so long.
    expect(calls).toBeGreaterThan(40);
  }, 300_000);
});
