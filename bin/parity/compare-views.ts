import type { Address } from "viem";
import type { Network } from "../../config/network.ts";
import { marketAnswer, totalsAnswer } from "../../src/api/answers/market.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { httpFeedStream } from "../../src/api/http-feeds/http-feed-stream.ts";
import { assetGroups } from "../../src/api/liquidation/asset-group.ts";
import type { HashedMethodology } from "../../src/api/methodology/methodology.ts";
import type { Database } from "../../src/api/store/create-database.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { readBlockVector } from "../../src/api/store/read-block-vector.ts";
import { createHttpObservationReader } from "../../src/api/store/read-http-observations.ts";
import { readUnified } from "../../src/api/valuation/unified/read-unified.ts";
import { createAccountValuer } from "../../src/api/valuation/value-accounts.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { chainCaip2 } from "../../src/core/identifiers.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import type { Comparer } from "./create-comparer.ts";

/**
 * Asks the running server for each account's view at a vector, on each chain, and compares its markets
 * (amounts, values, verdicts) and totals with what the adapters give at the same vector.
 * @returns how many views were compared.
 * @throws BallastError `parity-difference` at the first that differs.
 */
export async function compareViews(parameters: {
  url: string;
  network: Network;
  methodology: HashedMethodology;
  database: Database;
  comparer: Comparer;
  /** Block numbers by chain id. */
  heads: ReadonlyMap<number, bigint>;
  accounts: readonly Address[];
}): Promise<number> {
  const { url, network, methodology, database, comparer, heads, accounts } = parameters;
  const clients = new Map([...heads.keys()].map((chainId) => [chainId, comparer.client(chainId)]));
  const valuer = createAccountValuer({
    network,
    methodology,
    protocolAdapters,
    oracleAdapters,
    httpObservations: createHttpObservationReader({
      schema: DEFAULT_OFFCHAIN_SCHEMA,
      stream: httpFeedStream(network),
    }),
    contracts: createContractReader({ clients, batch: true }),
  });
  const groups = assetGroups(methodology);
  const selectors = new Map(
    [...heads].map(([chainId, number]) => [chainId, { kind: "number", number } as const]),
  );
  let compared = 0;
  for (const address of accounts) {
    for (const { chainId } of network.chains) {
      const expected = await database.withSnapshot(async (facts) => {
        const vector = await readBlockVector({ facts, selectors });
        const value = await valuer.valueAccount({
          facts,
          vector,
          account: { address, chainId },
          chainIds: [chainId],
        });
        const unified = await readUnified({
          ...{ valuer, blocks: { readBlockVector }, facts, vector, value, methodology },
          ...{ account: { address, chainId }, chainIds: [chainId], present: null },
        });
        return {
          markets: value.markets.map((market, index) =>
            marketAnswer(market, unified.markets[index]!, groups),
          ),
          totals: totalsAnswer(value.totals, unified.totals),
        };
      });
      const at = [...heads].map(([id, number]) => `${chainCaip2(id)}:${number}`).join(",");
      const id = `${chainCaip2(chainId)}:${address}`;
      const response = await fetch(`${url}/v1/accounts/${id}/collateral?at=${at}`, {
        signal: AbortSignal.timeout(60_000),
      });
      const stated = (await response.json()) as { markets: unknown; totals: unknown };
      const [theirs, ours] = [{ markets: stated.markets, totals: stated.totals }, expected].map(
        (one) => JSON.stringify(one),
      );
      if (response.status !== 200 || theirs !== ours) {
        throw new BallastError(
          `The server's view of ${id} at ${at} (status ${response.status}) is not what the index gives: ${firstDifference(theirs!, ours!)}.`,
          { code: "parity-difference" },
        );
      }
      compared += 1;
    }
  }
  return compared;
}

/** Where two texts part, with what surrounds it. */
function firstDifference(theirs: string, ours: string): string {
  let at = 0;
  while (at < theirs.length && theirs[at] === ours[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 80);
  return `it says …${around(theirs)}…, the index gives …${around(ours)}…`;
}
