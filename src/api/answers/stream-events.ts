import { z } from "@hono/zod-openapi";
import { accountCollateralSchema } from "./account-collateral.ts";
import { assetPriceSchema } from "./asset-price.ts";
import { atRiskItemSchema, atRiskUnknownSchema, placeShape } from "./at-risk.ts";
import { atSchema } from "./block.ts";
import { EXAMPLE_AT, EXAMPLE_TIME } from "./examples/moment.ts";
import { blockNumberSchema, chainIdSchema, hashSchema, timeSchema } from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";

const eventBlockSchema = z
  .object({
    chain: chainIdSchema,
    number: blockNumberSchema,
    hash: hashSchema,
    time: timeSchema,
    ageSeconds: z.int().nonnegative(),
  })
  .openapi("EventBlock");

/** What every event says of the blocks that it rests on. */
const vectorShape = { blocks: z.array(eventBlockSchema), at: atSchema, evaluatedAt: timeSchema };
const basisShape = { ...vectorShape, methodology: methodologyReferenceSchema };

const resetShape = {
  reason: z.enum(["start", "malformed-event-id", "too-old", "reorganised"]).openapi({
    description:
      "`start`: a new reader. `reorganised`: a block that was told is part of its chain no longer. Else what happened since the given id is not known.",
  }),
  superseded: z.string().nullable().openapi({
    description: "Id of the vector that a reorg has taken away.",
  }),
};

const idSchema = z.string().openapi({
  example: EXAMPLE_AT,
  description: "Resumes as `Last-Event-ID`, at any process.",
});

function eventSchema<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.object({ event: z.literal(name), id: idSchema, data: z.object(shape) });
}

const vectorEventSchema = eventSchema("vector", vectorShape).openapi("VectorEvent", {
  description: "Nothing else to tell, and how far what was told holds. With each heartbeat.",
});

const pricesShape = { items: z.array(assetPriceSchema), ...basisShape };

/** Events of `/v1/prices/stream`, as their lines are read: `data` is the JSON of the data line. */
export const priceEventSchema = z
  .union([
    eventSchema("reset", { ...resetShape, ...pricesShape }),
    eventSchema("prices", pricesShape),
    vectorEventSchema,
  ])
  .openapi("PriceEvent", {
    description: "An event of `/v1/prices/stream`; `data` is the JSON of its data line.",
  });

const atRiskShape = {
  items: z.array(atRiskItemSchema),
  unknown: z.array(atRiskUnknownSchema),
  ...basisShape,
};
const { protocol: _protocol, ...goneShape } = placeShape;

/** Events of `/v1/at-risk/stream`. */
export const atRiskEventSchema = z
  .union([
    eventSchema("reset", { ...resetShape, ...atRiskShape }),
    eventSchema("at-risk", { ...atRiskShape, gone: z.array(z.object(goneShape)) }),
    vectorEventSchema,
  ])
  .openapi("AtRiskEvent", {
    description: "An event of `/v1/at-risk/stream`; `data` is the JSON of its data line.",
  });

const accountShape = {
  ...accountCollateralSchema.pick({
    ...{ status: true, causes: true, totals: true, weakestLink: true, markets: true },
  }).shape,
  ...basisShape,
};

/** Events of `/v1/accounts/{account}/stream`. */
export const accountEventSchema = z
  .union([
    eventSchema("reset", { ...resetShape, ...accountShape }),
    eventSchema("account", accountShape),
    vectorEventSchema,
  ])
  .openapi("AccountEvent", {
    description:
      "An event of `/v1/accounts/{account}/stream`; `data` is the JSON of its data line.",
  });

/** The example of a stream: an event as it is sent. */
export const EVENT_TEXT_EXAMPLE = `event: vector\nid: ${EXAMPLE_AT}\ndata: {"blocks":[],"at":"${EXAMPLE_AT}","evaluatedAt":${EXAMPLE_TIME}}\n\n`;
