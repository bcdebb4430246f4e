import { randomInt } from "node:crypto";
import type { Logger } from "pino";
import type { Network } from "../../../config/network.ts";
import { oracleAdapters } from "../../oracles/adapters.ts";
import { protocolAdapters } from "../../protocols/adapters.ts";
import { createChainClients } from "../chains/create-chain-heads.ts";
import { createContractReader } from "../chains/create-contract-reader.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import type { ParityStore } from "../store/offchain-parity.ts";
import type { AccountValuer } from "../valuation/account-valuer.ts";
import { createFailureLog } from "../worker/failure-log.ts";
import type { LeaderLoop } from "../worker/run-as-leader.ts";
import { createParitySampler } from "./create-parity-sampler.ts";

const RPC_TIMEOUT_MILLISECONDS = 30_000;

/** Sampling as a loop of the worker, over all protocols and feeds; null where the interval is 0. */
export function samplingLoop(parameters: {
  network: Network;
  methodology: HashedMethodology;
  valuer: AccountValuer;
  withSnapshot: WithSnapshot;
  store: ParityStore;
  intervalSeconds: number;
  logger: Logger;
}): LeaderLoop | null {
  const { network, methodology, valuer, withSnapshot, store } = parameters;
  const { intervalSeconds, logger } = parameters;
  if (intervalSeconds === 0) return null;
  // Nobody waits for it, and it asks a hundred things at once.
  const clients = createChainClients(network, { timeoutMilliseconds: RPC_TIMEOUT_MILLISECONDS });
  const sampler = createParitySampler({
    network,
    scope: {
      protocolAdapters,
      oracleAdapters,
      feeds: methodology.prices.flatMap(({ feeds }) => feeds),
      bridgedTokens: network.bridgedTokens,
    },
    contracts: createContractReader({ clients, batch: true }),
    client: (chainId) => clients.get(chainId)!,
    withSnapshot,
    store,
    rankAccounts: async ({ vector }) => {
      const values = await withSnapshot((facts) => valuer.valueAll({ facts, vector }));
      return values
        .sort((a, b) => compare(b.totals.grossWad ?? 0n, a.totals.grossWad ?? 0n))
        .map(({ account }) => account.address);
    },
    intervalSeconds,
    seed: randomInt(2 ** 32),
    failures: createFailureLog(logger),
    logger,
  });
  return {
    task: "parity",
    pauseMilliseconds: intervalSeconds * 1_000,
    run: (mayGoOn) => sampler.round(mayGoOn),
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
