import { BallastError } from "../src/core/ballast-error.ts";
import type { Anvil } from "./anvil/start-anvil.ts";
import type { LiveActivity } from "./scenario/run-live.ts";

/** Rejects when a chain ends by itself or live activity fails; never resolves. */
export function devnetFailure(parameters: {
  anvils: readonly Anvil[];
  activities: readonly LiveActivity[];
  isStopping: () => boolean;
}): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    for (const { exited, url } of parameters.anvils) {
      void exited.then(() => {
        if (parameters.isStopping()) return;
        reject(new BallastError(`The local chain at ${url} has ended.`, { code: "anvil-ended" }));
      });
    }
    for (const activity of parameters.activities) activity.failure.catch(reject);
  });
  failure.catch(() => undefined);
  return failure;
}
