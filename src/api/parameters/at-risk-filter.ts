import { z } from "@hono/zod-openapi";
import { parseChainCaip2 } from "../../core/identifiers.ts";
import { EXAMPLE_CHAIN } from "../answers/examples/moment.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { AtRiskFilter } from "../book/at-risk-entry.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { fromParser } from "./from-parser.ts";
import { parseFixed } from "./parse-fixed.ts";
import { requireKnownChains } from "./require-known-chains.ts";

/** What is healthier is no risk, and deciding it exactly would be work without end. */
const LARGEST_HEALTH_WAD = 2n * 10n ** 18n;
const USUAL_HEALTH_WAD = 11n * 10n ** 17n;

const wadParameter = z
  .string()
  .regex(/^[0-9]{1,18}(\.[0-9]{1,18})?$/, "expected a decimal number of at most 18 places")
  .transform((text) => parseFixed(text, 18));

/** The parameters of a list at risk, for a query. */
export const atRiskFilterShape = {
  maxHealth: wadParameter
    .refine((wad) => wad <= LARGEST_HEALTH_WAD, "At most 2.")
    .optional()
    .openapi({
      type: "string",
      param: { name: "maxHealth", in: "query" },
      example: "1.3",
      description: "Health factors below it. Default 1.1, at most 2.",
    }),
  chain: fromParser(parseChainCaip2)
    .optional()
    .openapi({
      type: "string",
      param: { name: "chain", in: "query" },
      example: EXAMPLE_CHAIN,
    }),
  protocol: z
    .string()
    .max(40)
    .optional()
    .openapi({ param: { name: "protocol", in: "query" }, example: "aave-v3" }),
  minValue: wadParameter.optional().openapi({
    type: "string",
    param: { name: "minValue", in: "query" },
    example: "100",
    description: "USD of debt; a debt whose worth is not known is never left out.",
  }),
  liquidatable: z
    .enum(["true", "false"])
    .optional()
    .openapi({
      param: { name: "liquidatable", in: "query" },
      example: "false",
      description: "true: only what may be liquidated now.",
    }),
};

/** @throws ProblemError 400 `unknown-chain`. */
export function readAtRiskFilter(
  { network }: Pick<AppDependencies, "network">,
  query: {
    maxHealth?: bigint | undefined;
    chain?: number | undefined;
    protocol?: string | undefined;
    minValue?: bigint | undefined;
    liquidatable?: "true" | "false" | undefined;
  },
): AtRiskFilter {
  if (query.chain !== undefined) requireKnownChains(network, [query.chain], "query/chain");
  return {
    maxHealthWad: query.maxHealth ?? USUAL_HEALTH_WAD,
    chainIds: query.chain === undefined ? undefined : [query.chain],
    protocol: query.protocol,
    minValueWad: query.minValue,
    isLiquidatable: query.liquidatable === "true",
  };
}

/** @throws ProblemError 400 `unknown-protocol` that names those that are known. */
export function requireKnownProtocol(known: readonly string[], protocol: string | undefined): void {
  if (protocol === undefined || known.includes(protocol)) return;
  const detail = `"${protocol}" is not a protocol here; ${known.join(", ")} are.`;
  throw new ProblemError({
    ...{ status: 400, code: "unknown-protocol", title: "Unknown protocol", detail },
    errors: [{ pointer: "query/protocol", detail }],
  });
}
