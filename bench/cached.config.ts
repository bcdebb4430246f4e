import ballastConfig from "../ponder.config.ts";

/** Names of the sources to index (a JSON array); all of them where it is not set. */
const wanted = process.env.BENCH_SOURCES;
const names = wanted === undefined ? undefined : new Set(JSON.parse(wanted) as string[]);

/**
 * Ballast's own configuration with Ponder's RPC cache on, also for local chains: measured runs then
 * read the logs from Postgres, and the speed of the node does not count. A source that is not wanted
 * stays, on no chain, so that its handlers find it.
 */
export default {
  ...ballastConfig,
  chains: Object.fromEntries(
    Object.entries(ballastConfig.chains).map(([name, chain]) => [
      name,
      { ...chain, disableCache: false },
    ]),
  ),
  contracts: onlyWanted(ballastConfig.contracts),
  blocks: onlyWanted(ballastConfig.blocks),
};

function onlyWanted<Sources extends Record<string, { chain: unknown }>>(sources: Sources): Sources {
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      names === undefined || names.has(name) ? source : { ...source, chain: {} },
    ]),
  ) as Sources;
}
