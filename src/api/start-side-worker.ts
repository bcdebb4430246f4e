import type { Logger } from "pino";
import { migrateOffchainTables } from "./store/offchain-migrate.ts";
import { createFailureLog } from "./worker/failure-log.ts";
import { type LeaderLoop, runAsLeader } from "./worker/run-as-leader.ts";

/**
 * Starts a worker of everything beside attesting, for a network that attests nothing. Of several workers
 * of one stream one works at a time.
 * @returns a function that ends the work after the step in progress and gives the lock back.
 */
export async function startSideWorker(parameters: {
  connectionString: string;
  /** Postgres schema of the offchain tables. */
  offchainSchema: string;
  /** Of the samples: see parityStream. */
  stream: string;
  loops: readonly LeaderLoop[];
  logger: Logger;
}): Promise<{ stop: () => Promise<void> }> {
  const { connectionString, offchainSchema, stream, loops, logger } = parameters;
  await migrateOffchainTables({ connectionString, schema: offchainSchema });
  return runAsLeader({
    connectionString,
    stream: `${offchainSchema}/${stream}`,
    failures: createFailureLog(logger),
    logger,
    fields: { stream },
    loops,
  });
}
