import { z } from "@hono/zod-openapi";
import { assetCaip19, parseAssetCaip19, parseChainCaip2 } from "../../core/identifiers.ts";
import { EXAMPLE_ASSET, EXAMPLE_AT, EXAMPLE_CHAIN } from "../answers/examples/moment.ts";
import { parseAsOf } from "../vectors/parse-as-of.ts";
import { fromParser } from "./from-parser.ts";

const MOST_PRICE_CHANGES = 100;
const MOST_ACTIONS = 100;
const WHOLE_BPS = 10_000;
const MOST_CHANGE_BPS = 10_000_000;

const chainSchema = fromParser(parseChainCaip2).openapi({
  type: "string",
  example: EXAMPLE_CHAIN,
});
const assetSchema = fromParser((text) => {
  const { chainId, token } = parseAssetCaip19(text);
  return assetCaip19(chainId, token);
}).openapi({
  type: "string",
  example: EXAMPLE_ASSET,
});
const addressSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "An address: 0x and 40 hexadecimal digits.")
  .toLowerCase();

/** One price that is to be another one; exactly one way to name it and one to say what it is. */
export const priceChangeSchema = z
  .strictObject({
    asset: assetSchema.optional(),
    priceId: z.string().min(1).max(100).optional(),
    changeBps: z
      .int()
      .gt(-WHOLE_BPS, "A price stays above 0: more than -10000.")
      .max(MOST_CHANGE_BPS)
      .optional()
      .openapi({ description: "Of the price now: -2500 is a quarter less." }),
    price: z
      .string()
      .regex(/^\d{1,30}(\.\d{1,18})?$/, {
        error: "A decimal string with at most 18 digits after the point.",
        abort: true,
      })
      .regex(/[1-9]/, "A price is above 0.")
      .optional()
      .openapi({ example: "1850.5", description: "USD per whole token, instead of the middle." }),
  })
  .superRefine(({ asset, priceId, changeBps, price }, context) => {
    if ((asset === undefined) === (priceId === undefined)) {
      context.addIssue({ code: "custom", message: "Name one of asset and priceId." });
    }
    if ((changeBps === undefined) === (price === undefined)) {
      context.addIssue({ code: "custom", message: "Give one of changeBps and price." });
    }
  })
  .openapi("SimulatedPrice", {
    description:
      "Exactly one of asset and priceId, and exactly one of changeBps and price. All assets of the same price move together.",
  });

export const actionSchema = z
  .strictObject({
    kind: z.enum(["deposit", "withdraw", "borrow", "repay"]),
    chain: chainSchema,
    marketId: z.string().min(1).max(200).openapi({ example: "aave-v3:main" }),
    asset: assetSchema.openapi({
      description: "As the market has it: of a vault's shares the share token.",
    }),
    amount: z
      .string()
      .regex(/^\d{1,60}(\.\d{1,36})?$/, {
        error: "Whole tokens as a decimal string.",
        abort: true,
      })
      .regex(/[1-9]/, "An amount is above 0.")
      .openapi({ example: "1.5", description: "Whole tokens, not more exact than the token." }),
    holder: addressSchema.optional().openapi({
      description: "Which of several urns of the account, by the `holder` of its positions.",
    }),
  })
  .openapi("SimulatedAction");

const atSchema = fromParser(parseAsOf).openapi({
  type: "string",
  example: EXAMPLE_AT,
  description: "A past moment, as the parameter `at` of other routes. Default: now.",
});

/** Body of `POST /v1/accounts/{account}/simulate`: shapes and sizes; `findSimulationProblems` has the rest. */
export const simulateBodySchema = z
  .strictObject({
    at: atSchema.optional(),
    chains: z.array(chainSchema).min(1).max(50).optional().openapi({
      description: "Chains whose positions count. Default: all.",
    }),
    prices: z.array(priceChangeSchema).max(MOST_PRICE_CHANGES).default([]),
    actions: z.array(actionSchema).max(MOST_ACTIONS).default([]).openapi({
      description: "One after the other, at the changed prices.",
    }),
  })
  .openapi("SimulateRequest", {
    example: {
      at: EXAMPLE_AT,
      chains: [EXAMPLE_CHAIN],
      prices: [{ asset: EXAMPLE_ASSET, changeBps: -1_000 }],
      actions: [
        {
          kind: "deposit",
          chain: EXAMPLE_CHAIN,
          marketId: "aave-v3:main",
          asset: EXAMPLE_ASSET,
          amount: "1.5",
        },
      ],
    },
  });

export type SimulateBody = z.infer<typeof simulateBodySchema>;
export type PriceChange = z.infer<typeof priceChangeSchema>;
export type AskedAction = z.infer<typeof actionSchema>;

/** What of a malformed body can be understood: to name its other problems as well. */
export type UnderstoodBody = {
  at: SimulateBody["at"];
  chains: readonly { index: number; value: number }[];
  prices: readonly { index: number; value: PriceChange }[];
  actions: readonly { index: number; value: AskedAction }[];
};

export function understandBody(body: unknown): UnderstoodBody {
  const { at, chains, prices, actions } = (
    typeof body === "object" && body !== null ? body : {}
  ) as Record<string, unknown>;
  const moment = atSchema.safeParse(at);
  return {
    at: moment.success ? moment.data : undefined,
    chains: wellFormed(chainSchema, chains, 50),
    prices: wellFormed(priceChangeSchema, prices, MOST_PRICE_CHANGES),
    actions: wellFormed(actionSchema, actions, MOST_ACTIONS),
  };
}

function wellFormed<Schema extends z.ZodType>(
  schema: Schema,
  values: unknown,
  most: number,
): { index: number; value: z.output<Schema> }[] {
  if (!Array.isArray(values)) return [];
  return values.slice(0, most).flatMap((one: unknown, index) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
}
