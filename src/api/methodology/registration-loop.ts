import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Logger } from "pino";
import type { Network } from "../../../config/network.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import { readIndexReady } from "../store/read-block-vector.ts";
import { registerMethodology } from "../store/register-methodology.ts";
import type { LeaderLoop } from "../worker/run-as-leader.ts";
import type { HashedMethodology } from "./methodology.ts";

const PAUSE_MILLISECONDS = 2_000;

/**
 * Registers this release's methodology once, when the index follows the chains' heads, as a loop of the
 * worker. A release that is taken back registers its own again; one that still runs beside a newer one
 * does not.
 */
export function registrationLoop(parameters: {
  db: NodePgDatabase;
  schema: string;
  network: Network;
  methodology: HashedMethodology;
  withSnapshot: WithSnapshot;
  now: () => Date;
  logger: Logger;
}): LeaderLoop {
  const { withSnapshot, now, logger, ...place } = parameters;
  let done = false;
  return {
    task: "methodology",
    pauseMilliseconds: PAUSE_MILLISECONDS,
    async run() {
      if (done || !(await withSnapshot(readIndexReady))) return;
      const { registered, activationBlockNumber } = await registerMethodology({
        ...place,
        now: now(),
      });
      done = true;
      const { version, hash } = place.methodology;
      logger.info(
        { version, hash, activationBlockNumber: activationBlockNumber?.toString() ?? null },
        registered ? "methodology registered" : "methodology is registered already",
      );
    },
  };
}
