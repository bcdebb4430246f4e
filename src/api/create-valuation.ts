import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Network } from "../../config/network.ts";
import type { ContractReader } from "../core/contract-reader.ts";
import { oracleAdapters } from "../oracles/adapters.ts";
import { protocolAdapters } from "../protocols/adapters.ts";
import { httpFeedStream } from "./http-feeds/http-feed-stream.ts";
import { HTTP_FEED_KINDS } from "./http-feeds/http-source.ts";
import type { HashedMethodology } from "./methodology/methodology.ts";
import { readMethodology } from "./methodology/read-methodology.ts";
import { createHttpObservationReader } from "./store/read-http-observations.ts";
import { createMethodologyReader, type MethodologyReader } from "./store/read-methodologies.ts";
import type { AccountValuer } from "./valuation/account-valuer.ts";
import { type BlockMemory, createBlockMemory } from "./valuation/create-block-memory.ts";
import { createVersionedValuer } from "./valuation/create-versioned-valuer.ts";
import { createAccountValuer, REMEMBERED_BLOCKS } from "./valuation/value-accounts.ts";

export type NetworkValuation = {
  /** This release's own. */
  methodology: HashedMethodology;
  methodologies: MethodologyReader;
  /** By the methodology in force at each vector. */
  valuer: AccountValuer;
  /** By this release's own methodology, wherever it is in force. */
  ownValuer: AccountValuer;
  /** What the valuers read of blocks. */
  memory: BlockMemory;
  /** As `valuer`, with a memory of its own. */
  historyValuer: AccountValuer;
};

/**
 * All that values a network: its methodologies, and every adapter with every source of observations.
 * @throws BallastError `methodology` where this release's own does not hold together.
 */
export function createValuation(parameters: {
  network: Network;
  db: NodePgDatabase;
  /** Postgres schema of the offchain tables. */
  offchainSchema: string;
  contracts: ContractReader;
}): NetworkValuation {
  const { network, db, offchainSchema: schema, contracts } = parameters;
  const methodology = readMethodology(network);
  const methodologies = createMethodologyReader({
    ...{ db, schema, network, own: methodology },
    feedKinds: new Set([...Object.keys(oracleAdapters), ...HTTP_FEED_KINDS]),
  });
  const httpObservations = createHttpObservationReader({
    schema,
    stream: httpFeedStream(network),
  });
  const memory = createBlockMemory(REMEMBERED_BLOCKS);
  const createWith = (memory: BlockMemory) => (one: HashedMethodology) =>
    createAccountValuer({
      ...{ network, protocolAdapters, oracleAdapters, httpObservations, contracts },
      ...{ methodology: one, memory },
    });
  const create = createWith(memory);
  return {
    methodology,
    methodologies,
    valuer: createVersionedValuer({ methodologies, own: methodology, create }),
    ownValuer: create(methodology),
    memory,
    historyValuer: createVersionedValuer({
      ...{ methodologies, own: methodology },
      create: createWith(createBlockMemory(REMEMBERED_BLOCKS)),
    }),
  };
}
