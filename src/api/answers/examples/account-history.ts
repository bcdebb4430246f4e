import type { z } from "@hono/zod-openapi";
import type { accountHistorySchema } from "../account-point.ts";
import { accountCollateralExample } from "./account-collateral.ts";
import { EXAMPLE_AT, EXAMPLE_TIME } from "./moment.ts";

const { account, status, causes, totals, evaluatedAt, methodology } = accountCollateralExample;

/** The last point is the account's view of the same example vector. */
export const accountHistoryExample: z.infer<typeof accountHistorySchema> = {
  account,
  chains: ["eip155:31337", "eip155:31338", "eip155:31339"],
  simulated: true,
  from: EXAMPLE_TIME,
  to: EXAMPLE_TIME,
  interval: 300,
  points: [{ time: EXAMPLE_TIME, at: EXAMPLE_AT, evaluatedAt, status, causes, totals }],
  next: null,
  methodologies: [{ ...methodology, from: EXAMPLE_TIME }],
};
