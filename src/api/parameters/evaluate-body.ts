import { z } from "@hono/zod-openapi";

const MOST_FEEDS = 16;
const MOST_OBSERVATIONS = 1_000;
const MOST_TIMES = 500;
const LONGEST_SECONDS = 31_536_000;

const idSchema = z.string().min(1).max(100);
const secondsSchema = z.int().min(1).max(LONGEST_SECONDS);
const bpsSchema = z.int().min(1).max(100_000);
const momentSchema = z.int().min(1).max(10_000_000_000);
const dollarsSchema = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,18})?$/, "A decimal string with at most 18 digits after the point.")
  .openapi({ example: "2613.71" });
const integerSchema = z
  .string()
  .regex(/^-?\d{1,60}$/, "A whole number as a decimal string.")
  .openapi({ example: "261371000000" });

/** A policy of the caller. */
export const evaluatePolicySchema = z
  .strictObject({
    softSpreadBps: bpsSchema,
    hardSpreadBps: bpsSchema,
    maximumConfidenceBps: bpsSchema,
    lastGoodSeconds: z.int().min(0).max(LONGEST_SECONDS),
    breaker: z
      .strictObject({
        jumpBps: bpsSchema,
        intervalSeconds: secondsSchema,
        boxSeconds: secondsSchema,
      })
      .optional(),
    rise: z
      .strictObject({
        burstBps: z.int().min(0).max(100_000),
        bpsPerHour: z.int().min(0).max(100_000),
        windowSeconds: secondsSchema,
      })
      .optional(),
    par: z
      .strictObject({ par: dollarsSchema, depegBps: bpsSchema, depegHardSpreadBps: bpsSchema })
      .optional(),
    step: z.strictObject({ stepBps: bpsSchema, windowSeconds: secondsSchema }).optional(),
    acceptsNav: z.boolean().optional(),
  })
  .openapi("EvaluatePolicy", {
    description: "A policy of your own; a rule left out is not applied.",
  });

const feedSchema = z
  .strictObject({
    id: idSchema,
    upstream: z.array(idSchema).min(1).max(16).optional().openapi({
      description:
        "Tags of where the value comes from; feeds that share one are one vote. Default: its id.",
    }),
    heartbeatSeconds: secondsSchema,
    futureToleranceSeconds: z.int().min(0).max(3_600).default(0),
    decimals: z.int().min(-58).max(58).openapi({ description: "Of the values; may be negative." }),
    minimum: dollarsSchema.optional(),
    maximum: dollarsSchema.optional(),
    nature: z.enum(["market", "nav", "fixed"]).optional(),
  })
  .openapi("EvaluateFeed");

const observationSchema = z
  .strictObject({
    feed: idSchema,
    value: integerSchema,
    time: momentSchema.openapi({ description: "When it was signed or observed." }),
    writeTime: momentSchema
      .optional()
      .openapi({ description: "When it could be read first. Default: `time`." }),
    confidence: integerSchema
      .optional()
      .openapi({ description: "Half-width in the unit of `value`." }),
    decimals: z.int().min(-58).max(58).optional().openapi({
      description: "Where they differ from the feed's: the value is `decimals_changed`.",
    }),
  })
  .openapi("EvaluateObservation");

/** Body of `POST /v1/prices/evaluate`: shapes and sizes; `findEvaluateProblems` has the rest. */
export const evaluateBodySchema = z
  .strictObject({
    policy: z
      .union([z.string(), evaluatePolicySchema])
      .openapi({ description: "The id of a policy of the methodology, or one of your own." }),
    feeds: z.array(feedSchema).min(1).max(MOST_FEEDS),
    observations: z.array(observationSchema).min(1).max(MOST_OBSERVATIONS),
    lastGood: z
      .strictObject({
        low: dollarsSchema,
        mid: dollarsSchema,
        high: dollarsSchema,
        asOf: momentSchema,
      })
      .nullable()
      .default(null)
      .openapi({ description: "The price that was accepted before the first observation." }),
    at: z.array(momentSchema).max(MOST_TIMES).default([]).openapi({
      description: "Times to evaluate at, beside those at which something changes.",
    }),
  })
  .openapi("EvaluateRequest", {
    example: {
      policy: "stables",
      feeds: [
        { id: "chainlink", heartbeatSeconds: 86_400, decimals: 8 },
        { id: "pyth", heartbeatSeconds: 3_600, decimals: 8 },
        { id: "redstone", heartbeatSeconds: 21_600, decimals: 8 },
      ],
      observations: [
        { feed: "chainlink", value: "100000000", time: 1_678_505_000 },
        { feed: "pyth", value: "99990000", time: 1_678_505_000 },
        { feed: "redstone", value: "100010000", time: 1_678_505_000 },
        { feed: "pyth", value: "97200000", time: 1_678_505_351 },
        { feed: "redstone", value: "97300000", time: 1_678_505_360 },
        { feed: "chainlink", value: "96930000", time: 1_678_505_375 },
      ],
    },
  });

export type EvaluateBody = z.infer<typeof evaluateBodySchema>;
