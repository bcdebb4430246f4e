import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { AccountId } from "../../core/identifiers.ts";
import { liquidationsExample } from "../answers/examples/liquidations.ts";
import { EXAMPLE_TIME } from "../answers/examples/moment.ts";
import { liquidationAnswer, liquidationListSchema } from "../answers/liquidation.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { liquidationsTable } from "../csv/liquidations-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireModified } from "../http/require-modified.ts";
import { readLiquidationPrices } from "../liquidation/read-liquidation-prices.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { requireForward } from "../parameters/history-steps.ts";
import { liquidationCursor, readLiquidationCursor } from "../parameters/liquidation-cursor.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { cursorParameter, limitParameter, timeParameter } from "../parameters/time-parameter.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { settledSeconds } from "../vectors/settled-seconds.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_LIQUIDATIONS = 100;
const USUAL_LIQUIDATIONS = 20;
const LATEST_SECONDS = 2_147_483_647;

const filters = {
  chains: chainsParameter.optional(),
  protocol: z
    .string()
    .max(40)
    .optional()
    .openapi({ param: { name: "protocol", in: "query" }, example: "aave-v3" }),
  from: timeParameter(
    "from",
    "In a block of this time or later. Default: the begin of the index.",
    EXAMPLE_TIME - 86_400,
  ),
  to: timeParameter("to", "In a block of this time or earlier. Default: all."),
  at: asOfParameter.optional(),
  limit: limitParameter(MOST_LIQUIDATIONS),
  cursor: cursorParameter.openapi({
    examples: [
      "1795681896-31338-137-24@eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
    ],
  }),
  format: formatParameter,
};

const responses = {
  200: listResponseSpec(
    "A page of liquidations, newest first; empty where there was none.",
    liquidationListSchema,
    { table: liquidationsTable, example: liquidationsExample },
  ),
  400: problemResponseSpec(
    "A malformed parameter, `unknown-chain`, `unknown-protocol`, `malformed-cursor`, `conflicting-parameters`, `future-time`.",
  ),
  404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
  410: supersededSpec,
  503: problemResponseSpec("`not-indexed` or `too-old`, with the progress of each chain."),
};

const description =
  "Who lost what to whom, for what, at which price, and what was left: bad debt that was written off, or that an insurance fund took over.";

const listRoute = createRoute({
  method: "get",
  path: "/v1/liquidations",
  operationId: "listLiquidations",
  summary: "Liquidations of every protocol, newest first",
  description,
  tags: ["liquidation"],
  request: {
    query: z.strictObject({
      account: accountParameter.openapi({ param: { name: "account", in: "query" } }).optional(),
      ...filters,
    }),
  },
  responses,
});

const accountRoute = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/liquidations",
  operationId: "listAccountLiquidations",
  summary: "An account's liquidations, newest first",
  description,
  tags: ["liquidation"],
  request: { params: z.object({ account: accountParameter }), query: z.strictObject(filters) },
  responses: {
    ...responses,
    409: problemResponseSpec(
      "`ambiguous-account`: a contract's address may belong to somebody else on another chain.",
    ),
  },
});

type Query = Omit<z.infer<typeof listRoute.request.query>, "account">;

export function liquidationsRoutes(app: OpenAPIHono, dependencies: AppDependencies): void {
  app.openapi(listRoute, async (context) => {
    const { account, ...query } = context.req.valid("query");
    const chainIds = selectChains(
      dependencies,
      account ?? { chainId: undefined },
      query.chains,
      "query/account",
    );
    const page = await readPage(context, dependencies, chainIds, account, query);
    return listResponse(context, page, liquidationsTable);
  });

  app.openapi(accountRoute, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const chainIds = selectChains(dependencies, account, query.chains);
    await requireOneOwner(dependencies, account, chainIds);
    const page = await readPage(context, dependencies, chainIds, account, query);
    return listResponse(context, page, liquidationsTable);
  });
}

async function readPage(
  context: Context,
  dependencies: AppDependencies,
  chainIds: readonly number[],
  account: AccountId | undefined,
  query: Query,
) {
  const { liquidations, network } = dependencies;
  const { from = 0, to = LATEST_SECONDS, protocol, limit = USUAL_LIQUIDATIONS } = query;
  requireKnownProtocol(dependencies, protocol);
  requireForward({ from, to });
  const cursor = query.cursor === undefined ? null : readLiquidationCursor(query.cursor);
  const moment = cursor === null ? { at: query.at } : { at: cursor.at };
  requirePossibleMoment(dependencies, moment);
  const heads = await dependencies.heads.readAll();
  const { found, evaluate, vector } = await dependencies.withSnapshot(async (facts) => {
    const { vector, indexed } = await readAnswerVector({
      ...{ dependencies, facts, moment, freshChainIds: chainIds, heads },
    });
    const settled = settledSeconds({ indexed, heads });
    // Prices are those of every chain at the liquidations' times, as far as they are settled.
    const pricedSeconds = Math.min(settled, evaluationTimeSeconds(vector));
    const priced = await dependencies.blocks.readBlockVector({
      facts,
      selectors: new Map(
        network.chains.map(({ chainId }) => [
          chainId,
          { kind: "time", timestampSeconds: pricedSeconds },
        ]),
      ),
    });
    requireModified(context, dependencies, {
      ...{ vector, present: null },
      methodology: await dependencies.methodologies.at({ facts, vector }),
      more: [pricedSeconds, vectorId(priced.values())],
    });
    const found = await liquidations.readPage({
      ...{ facts, vector, chainIds, protocol, account: account?.address },
      ...{ fromSeconds: from, toSeconds: to, after: cursor?.after ?? null, limit: limit + 1 },
    });
    const evaluate = await readLiquidationPrices({
      ...{ dependencies, facts, liquidations: found.slice(0, limit) },
      settledSeconds: settled,
    });
    return { found, evaluate, vector };
  });
  const prices = await evaluate();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const at = vectorId(vector.values());
  return {
    items: page.map((liquidation) => liquidationAnswer(liquidation, prices)),
    next: found.length > limit && last !== undefined ? liquidationCursor(last, at) : null,
    ...{ at, simulated: network.simulated },
  };
}

function requireKnownProtocol(
  { liquidations: { protocols } }: AppDependencies,
  protocol: string | undefined,
): void {
  if (protocol === undefined || protocols.includes(protocol)) return;
  throw new ProblemError({
    status: 400,
    code: "unknown-protocol",
    title: "Unknown protocol",
    detail: `Ballast knows no liquidations of "${protocol}".`,
    errors: [{ pointer: "query/protocol", detail: `One of ${protocols.join(", ")}.` }],
  });
}
