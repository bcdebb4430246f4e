import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import { accountIdText } from "../answers/account-id-text.ts";
import { accountHistorySchema, accountPointAnswer } from "../answers/account-point.ts";
import { accountHistoryExample } from "../answers/examples/account-history.ts";
import { methodologiesInForceAnswer } from "../answers/methodologies-in-force.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { accountHistoryTable } from "../csv/account-history-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { historyCursor, intervalParameter } from "../parameters/history-steps.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { cursorParameter, limitParameter, timeParameter } from "../parameters/time-parameter.ts";
import { readAccountHistory } from "../valuation/read-account-history.ts";
import { methodologyChanges, readHistoryPage } from "../vectors/read-history-page.ts";

const MOST_POINTS = 100;

const route = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/history",
  operationId: "getAccountHistory",
  summary: "An account's totals over time, as they were at each time",
  description: `A point for \`from\` and for every \`interval\` after it, up to \`to\`: what \`/v1/accounts/{account}/collateral?at=\` answers for that time, of its totals. At most ${MOST_POINTS} points a page, and fewer where they lie far apart.`,
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({
      from: timeParameter(
        "from",
        "First time. Default: a day before `to`, or the begin of the index.",
      ),
      to: timeParameter("to", "Last time. Default: the newest that is settled on every chain."),
      interval: intervalParameter(MOST_POINTS),
      chains: chainsParameter.optional(),
      limit: limitParameter(MOST_POINTS),
      cursor: cursorParameter.openapi({ examples: ["1795690195-1795690795-300-1795690795"] }),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "A page of points, oldest first; totals of nothing for an account never seen.",
      accountHistorySchema,
      { table: accountHistoryTable, example: accountHistoryExample },
    ),
    400: problemResponseSpec(
      "A malformed account or parameter, `unknown-chain`, `malformed-cursor`, `conflicting-parameters`, `future-time`.",
    ),
    404: problemResponseSpec("`before-index`: the index begins after the first time."),
    409: problemResponseSpec(
      "`ambiguous-account`: a contract's address may belong to somebody else on another chain.",
    ),
    503: problemResponseSpec(
      "`not-indexed`, with the progress of each chain; `reorganising`, `account-kind-unknown`, `chain-unreadable`.",
    ),
  },
});

export function accountHistoryRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  app.openapi(route, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const chainIds = selectChains(dependencies, account, query.chains);
    await requireOneOwner(dependencies, account, chainIds);
    const heads = await dependencies.heads.readAll();
    const page = await dependencies.withSnapshot((facts) =>
      readHistoryPage({
        ...{ dependencies, facts, asked: query, heads },
        ...{ limit: query.limit ?? MOST_POINTS, usualPoints: MOST_POINTS },
      }),
    );
    const { range, times, vectors, methodologies, next } = page;
    const points = await readAccountHistory({
      ...{ dependencies, account, chainIds, vectors, methodologies },
    });
    // Tagged by its text (see app.ts): it may be kept, and asked about again.
    context.header("Cache-Control", "no-cache");
    return listResponse(
      context,
      {
        account: {
          id: accountIdText(account),
          address: account.address,
          chain: account.chainId === undefined ? null : chainCaip2(account.chainId),
        },
        chains: chainIds.map(chainCaip2),
        simulated: dependencies.network.simulated,
        ...range,
        points: points.map((point, index) => accountPointAnswer(times[index]!, point)),
        next: next === null ? null : historyCursor(range, next),
        methodologies: methodologiesInForceAnswer(methodologyChanges(page)),
      },
      accountHistoryTable,
    );
  });
}
