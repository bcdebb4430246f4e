import ballastConfig from "../ponder.config.ts";

/**
 * Ballast's own configuration with Ponder's RPC cache on, also for local chains: measured runs then
 * read the logs from Postgres, and the speed of the node does not count.
 */
export default {
  ...ballastConfig,
  chains: Object.fromEntries(
    Object.entries(ballastConfig.chains).map(([name, chain]) => [
      name,
      { ...chain, disableCache: false },
    ]),
  ),
};
