import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Logger } from "pino";
import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import { readIndexedHeads, readIndexReady } from "../store/read-block-vector.ts";
import { registerMethodology } from "../store/register-methodology.ts";
import type { PriceReader } from "../valuation/create-price-reader.ts";
import type { LeaderLoop } from "../worker/run-as-leader.ts";
import type { HashedMethodology } from "./methodology.ts";

const PAUSE_MILLISECONDS = 2_000;

/**
 * Registers this release's methodology once, when the index follows the chains' heads, as a loop of the
 * worker. One with a price that is off its reference is refused, which the log says (R16). A release that is taken back registers its own again; one that still runs beside a newer one
 * does not.
 */
export function registrationLoop(parameters: {
  db: NodePgDatabase;
  schema: string;
  network: Network;
  methodology: HashedMethodology;
  withSnapshot: WithSnapshot;
  /** By this release's own methodology. */
  prices: Pick<PriceReader, "offReference">;
  now: () => Date;
  logger: Logger;
}): LeaderLoop {
  const { withSnapshot, prices, now, logger, ...place } = parameters;
  const chainIds = place.network.chains.map((chain) => chain.chainId);
  let done = false;
  return {
    task: "methodology",
    pauseMilliseconds: PAUSE_MILLISECONDS,
    async run() {
      if (done || !(await withSnapshot(readIndexReady))) return;
      const off = await withSnapshot(async (facts) =>
        prices.offReference({ facts, vector: await readIndexedHeads({ facts, chainIds }) }),
      );
      if (off.size > 0) throw refusal(place.methodology, off);
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

function refusal({ version }: HashedMethodology, off: ReadonlySet<string>): BallastError {
  return new BallastError(
    `The methodology ${version} is not registered: ${[...off].sort().join(", ")} more than 20 % off the reference.`,
    { code: "methodology-refused", remedy: "Correct the feeds, rates or units of these prices." },
  );
}
