import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { ParityRecord, ParityTally, StoredMismatch } from "../store/read-parity.ts";
import {
  addressSchema,
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";

const tallySchema = z
  .object({
    chain: chainIdSchema,
    protocol: z.string().openapi({ description: "A protocol, or a kind of feed." }),
    since: timeSchema,
    comparisons: z.int().nonnegative(),
    mismatches: z.int().nonnegative(),
    largestDifference: orNull(
      z.object({
        units: z.string().openapi({ example: "1", description: "Raw units of what differed." }),
        what: z.string(),
      }),
    ).openapi({ description: "Null where nothing differed that is a number." }),
    unread: z.int().nonnegative().openapi({
      description: "Rounds in which no node answered: neither comparisons nor mismatches.",
    }),
    unreadReason: z.string().nullable(),
    lastBlock: orNull(
      z.object({ number: blockNumberSchema, hash: hashSchema, comparedAt: timeSchema }),
    ),
  })
  .openapi("ParityTally");

const mismatchSchema = z
  .object({
    chain: chainIdSchema,
    protocol: z.string(),
    marketId: z.string().openapi({ description: "The market, or the feed." }),
    account: orNull(addressSchema).openapi({
      description: "Null for a value of the market itself.",
    }),
    what: z.string().openapi({ description: "The contract's view and its arguments." }),
    block: z.object({ number: blockNumberSchema, hash: hashSchema }),
    indexed: z.string().nullable().openapi({ description: "Null: Ballast does not know it." }),
    contract: z.string().nullable().openapi({ description: "Null: the contract itself fails." }),
    foundAt: timeSchema,
    clearedAtBlock: orNull(blockNumberSchema).openapi({
      description:
        "The first block where both were found to state the same; null while it is open.",
    }),
  })
  .openapi("ParityMismatch");

export const paritySchema = z
  .object({
    sampler: z.object({
      alive: z.boolean().openapi({
        description: "Whether the last round was at most three intervals and half a minute ago.",
      }),
      lastRoundAt: timeSchema.nullable(),
      ageSeconds: z.int().nonnegative().nullable(),
      intervalSeconds: z.int().positive().nullable(),
    }),
    since: timeSchema.nullable().openapi({ description: "When counting began." }),
    items: z.array(tallySchema),
    mismatches: z.array(mismatchSchema).openapi({
      description: "At most 50: open ones first, then the newest.",
    }),
  })
  .openapi("Parity");

/** Beyond three missed rounds and this, nobody samples. */
const PATIENCE_SECONDS = 30;

export function parityAnswer(record: ParityRecord): z.infer<typeof paritySchema> {
  const { sampler, tallies, mismatches } = record;
  return {
    sampler: {
      alive:
        sampler !== null && sampler.ageSeconds <= 3 * sampler.intervalSeconds + PATIENCE_SECONDS,
      lastRoundAt: sampler === null ? null : seconds(sampler.lastRoundAt),
      ageSeconds: sampler?.ageSeconds ?? null,
      intervalSeconds: sampler?.intervalSeconds ?? null,
    },
    since: tallies.length === 0 ? null : Math.min(...tallies.map(({ since }) => seconds(since))),
    items: tallies.map(tallyAnswer),
    mismatches: mismatches.map(mismatchAnswer),
  };
}

function tallyAnswer(tally: ParityTally): z.infer<typeof tallySchema> {
  const { lastBlockNumber, lastBlockHash, lastComparedAt } = tally;
  return {
    chain: chainCaip2(tally.chainId),
    protocol: tally.protocol,
    since: seconds(tally.since),
    comparisons: safeNumber(tally.comparisons),
    mismatches: safeNumber(tally.mismatches),
    largestDifference:
      tally.largestUnits === null || tally.largestWhat === null
        ? null
        : { units: tally.largestUnits, what: tally.largestWhat },
    unread: safeNumber(tally.unread),
    unreadReason: tally.unreadReason,
    lastBlock:
      lastBlockNumber === null || lastBlockHash === null || lastComparedAt === null
        ? null
        : {
            number: safeNumber(lastBlockNumber),
            hash: lastBlockHash,
            comparedAt: seconds(lastComparedAt),
          },
  };
}

function mismatchAnswer(mismatch: StoredMismatch): z.infer<typeof mismatchSchema> {
  const { clearedBlockNumber } = mismatch;
  return {
    chain: chainCaip2(mismatch.chainId),
    protocol: mismatch.protocol,
    marketId: mismatch.marketId,
    account: mismatch.account === "" ? null : mismatch.account,
    what: mismatch.what,
    block: { number: safeNumber(mismatch.blockNumber), hash: mismatch.blockHash },
    indexed: mismatch.indexed,
    contract: mismatch.contract,
    foundAt: seconds(mismatch.foundAt),
    clearedAtBlock: clearedBlockNumber === null ? null : safeNumber(clearedBlockNumber),
  };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
