import { sql } from "drizzle-orm";
import { chainBlock } from "../../blocks/schema.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readIndexedHeads } from "./read-block-vector.ts";

/**
 * How much later than the newest indexed block something from outside begins to count. One second
 * would do for this index, whose blocks are held back meanwhile; the rest is for another release's
 * index on the same offchain tables, which follows the same chains and may be some seconds ahead.
 */
export const EFFECT_MARGIN_SECONDS = 5;

/**
 * The newest block time of the index, which stays the newest until the transaction ends: new blocks are
 * held back by a lock on their table that lets readers pass. What is stored in the transaction to count
 * from a later time on changes no answer that anybody has got.
 * @throws BallastError `index-missing` where no block is indexed; the database's error where the lock is
 * not to be had within the transaction's `lock_timeout`.
 */
export async function holdBlockTime(parameters: {
  transaction: FactsReader;
  chainIds: readonly number[];
}): Promise<number> {
  const { transaction, chainIds } = parameters;
  await transaction.execute(sql`LOCK TABLE ${chainBlock} IN SHARE MODE`);
  const heads = await readIndexedHeads({ facts: transaction, chainIds });
  if (heads.size === 0) {
    throw new BallastError("No block is indexed, so that nothing received has a time yet.", {
      code: "index-missing",
    });
  }
  return evaluationTimeSeconds(heads);
}
