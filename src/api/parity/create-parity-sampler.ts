import type { Logger } from "pino";
import type { Address, PublicClient } from "viem";
import type { Network, NetworkChain } from "../../../config/network.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import type { ParityStore } from "../store/offchain-parity.ts";
import { findOrphan } from "../worker/chain-reads.ts";
import type { FailureLog } from "../worker/failure-log.ts";
import { readSettledVector } from "../worker/settled-vector.ts";
import { type AccountPicker, createAccountPicker } from "./account-picker.ts";
import { agrees, compareChain, type ParityScope, readAllAccounts } from "./compare-chain.ts";
import { summariseParity } from "./summarise-parity.ts";

export type ParitySamplerParameters = {
  network: Pick<Network, "chains">;
  scope: ParityScope;
  /** One that batches: see `createContractReader`. */
  contracts: ContractReader;
  client: (chainId: number) => PublicClient;
  withSnapshot: WithSnapshot;
  store: ParityStore;
  /** Every account by value at a vector, the largest first. */
  rankAccounts: (parameters: { vector: BlockVector }) => Promise<readonly Address[]>;
  intervalSeconds: number;
  /** Of the random choice. */
  seed: number;
  accountsPerRound?: number;
  largestPerRound?: number;
  failures: FailureLog;
  logger: Logger;
  now?: () => Date;
};

/** Rounds from one reading of all accounts, and of their ranks, to the next. */
const ROUNDS_PER_LISTING = 20;

/**
 * Compares, in each round and on each chain, the index with the contracts at the newest settled block
 * that is indexed, for accounts chosen at random, the largest ones, and those of which something is
 * still different, and stores what came of it.
 */
export function createParitySampler(parameters: ParitySamplerParameters) {
  const { network, failures, logger, store } = parameters;
  const now = parameters.now ?? (() => new Date());
  const samples = network.chains.map((chain, index) =>
    createChainSample(parameters, chain, createAccountPicker({ seed: parameters.seed + index })),
  );
  let ranked: readonly Address[] = [];
  let rounds = 0;

  const rank = async () => {
    const settled = await readSettledVector({
      chainIds: network.chains.map(({ chainId }) => chainId),
      client: parameters.client,
      withSnapshot: parameters.withSnapshot,
    });
    if ("vector" in settled) ranked = await parameters.rankAccounts({ vector: settled.vector });
  };

  return {
    /** One round over all chains. What fails is logged; the next round tries again. */
    async round(mayGoOn: () => boolean): Promise<void> {
      const lists = rounds % ROUNDS_PER_LISTING === 0;
      rounds += 1;
      if (lists) await failures.guard({ task: "parity-rank" }, rank);
      for (const [index, sample] of samples.entries()) {
        if (!mayGoOn()) return;
        const { chainId } = network.chains[index]!;
        await failures.guard({ task: `parity-${chainId}`, chain: chainId }, async () => {
          const skipped = await sample({ lists, ranked, at: now() });
          if (skipped !== null)
            failures.note({ task: `parity-${chainId}`, chain: chainId }, skipped);
        });
      }
      await failures.guard({ task: "parity-round" }, () =>
        store.endRound({ intervalSeconds: parameters.intervalSeconds, at: now() }),
      );
      logger.debug({ rounds }, "parity round ended");
    },
  };
}

function createChainSample(
  parameters: ParitySamplerParameters,
  chain: NetworkChain,
  picker: AccountPicker,
) {
  const { scope, contracts, client, withSnapshot, store, logger } = parameters;
  const { accountsPerRound = 20, largestPerRound = 10 } = parameters;
  const { chainId } = chain;
  let all: readonly Address[] = [];

  /** @returns why nothing was compared; null where it was. */
  return async (round: {
    lists: boolean;
    ranked: readonly Address[];
    at: Date;
  }): Promise<string | null> => {
    const settled = await readSettledVector({ chainIds: [chainId], client, withSnapshot });
    if ("unsettled" in settled) return settled.unsettled;
    const block = settled.vector.get(chainId)!;
    if (round.lists || all.length === 0) {
      all = await withSnapshot((facts) => readAllAccounts({ ...scope, facts, chain, block }));
    }
    const known = new Set(all);
    const accounts = new Set([
      ...(await store.openAccounts(chainId)),
      ...round.ranked.filter((account) => known.has(account)).slice(0, largestPerRound),
      ...picker.pick(all, accountsPerRound),
    ]);
    const { comparisons, unread } = await withSnapshot((facts) =>
      compareChain({ ...scope, facts, contracts, chain, block, accounts: [...accounts] }),
    );
    const stored = { ...block, number: block.number.toString() };
    const orphan = await findOrphan({ vector: [stored], client });
    if (orphan !== null) return `block ${block.number} was reorganised away meanwhile`;
    await store.record({ block, comparisons, unread, at: round.at });
    for (const { protocol, reason } of unread) {
      logger.warn({ chain: chainId, protocol, reason }, "parity unread");
    }
    for (const one of summariseParity(comparisons).filter(({ mismatches }) => mismatches > 0)) {
      const first = comparisons.find((each) => each.protocol === one.protocol && !agrees(each))!;
      logger.error(
        {
          chain: chainId,
          protocol: one.protocol,
          block: block.number.toString(),
          mismatches: one.mismatches,
          marketId: first.marketId,
          account: first.account,
          what: first.what,
          indexed: String(first.indexed),
          contract: String(first.contract),
        },
        "parity mismatch",
      );
    }
    return null;
  };
}
