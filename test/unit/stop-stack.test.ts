import { expect, test } from "vitest";
import { createStopStack } from "../../bin/support/create-stop-stack.ts";

test("stops the last one first, and the rest after one fails", async () => {
  const stops = createStopStack();
  const order: string[] = [];
  for (const name of ["first", "second", "third"])
    await stops.start(
      name,
      async () => name,
      async (started) => {
        order.push(started);
        if (started === "second") throw new Error("stuck");
      },
    );
  await expect(stops.stopAll()).rejects.toThrow("Not everything stopped.");
  expect(order).toEqual(["third", "second", "first"]);
});

test("awaits and stops what is still beginning, and begins nothing after that", async () => {
  const stops = createStopStack();
  let finish = (_value: string) => {};
  const stopped: string[] = [];
  const beginning = stops.start(
    "slow",
    () =>
      new Promise<string>((resolve) => {
        finish = resolve;
      }),
    async (started) => stopped.push(started),
  );
  const stopping = stops.stopAll();
  await expect(
    stops.start(
      "late",
      async () => "late",
      async () => undefined,
    ),
  ).rejects.toThrow("late does not start any more.");
  finish("slow");
  await stopping;
  expect(await beginning).toBe("slow");
  expect(stopped).toEqual(["slow"]);
});

test("what failed to begin has nothing to stop", async () => {
  const stops = createStopStack();
  const stopped: unknown[] = [];
  await expect(
    stops.start(
      "broken",
      async () => {
        throw new Error("no");
      },
      async (started) => stopped.push(started),
    ),
  ).rejects.toThrow("no");
  await stops.stopAll();
  expect(stopped).toEqual([]);
});
