import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { requestId } from "hono/request-id";
import type { AppDependencies } from "./app-dependencies.ts";
import { ProblemError } from "./errors/problem-error.ts";
import { problemResponse } from "./errors/problem-response.ts";
import { toProblemError } from "./errors/to-problem-error.ts";
import { validationProblem } from "./errors/validation-problem.ts";
import { requestLog } from "./middleware/request-log.ts";
import { accountCollateralRoute } from "./routes/account-collateral.ts";
import { accountLinksRoute } from "./routes/account-links.ts";
import { atRiskRoute } from "./routes/at-risk.ts";
import { attestationRoutes } from "./routes/attestations.ts";
import { bookStreamRoutes } from "./routes/book-streams.ts";
import { chainsRoute } from "./routes/chains.ts";
import { divergencesRoute } from "./routes/divergences.ts";
import { docsRoutes } from "./routes/docs.ts";
import { evaluatePricesRoute } from "./routes/evaluate-prices.ts";
import { feedObservationsRoute } from "./routes/feed-observations.ts";
import { feedsRoute } from "./routes/feeds.ts";
import { guardianSetsRoute } from "./routes/guardian-sets.ts";
import { healthRoute } from "./routes/health.ts";
import { insuranceFundsRoute } from "./routes/insurance-funds.ts";
import { liquidationSurfaceRoute } from "./routes/liquidation-surface.ts";
import { liquidationsRoutes } from "./routes/liquidations.ts";
import { llamaPricesRoutes } from "./routes/llama-prices.ts";
import { methodologyRoutes } from "./routes/methodology.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { openapiRoute } from "./routes/openapi.ts";
import { pageRoutes } from "./routes/page.ts";
import { parityRoute } from "./routes/parity.ts";
import { priceHistoryRoute } from "./routes/price-history.ts";
import { priceStreamRoute } from "./routes/price-stream.ts";
import { pricesRoute } from "./routes/prices.ts";
import { simulateAccountRoute } from "./routes/simulate-account.ts";

const API_VERSION = "1";

/**
 * Ballast's HTTP interface on the given dependencies, with no effect of its own. Whatever it mounts
 * beside its routes (Ponder's GraphQL and SQL) goes to `mount`, which is called before the fallback
 * for unknown paths.
 */
export function createApp(
  dependencies: AppDependencies,
  mount?: (app: OpenAPIHono) => void,
): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw validationProblem(result.target, result.error);
    },
  });
  app.use(requestId());
  app.use(requestLog(dependencies));
  app.use("/v1/*", noStore);
  app.use("/prices/*", noStore);

  accountCollateralRoute(app, dependencies);
  simulateAccountRoute(app, dependencies);
  accountLinksRoute(app, dependencies);
  atRiskRoute(app, dependencies);
  divergencesRoute(app, dependencies);
  bookStreamRoutes(app, dependencies);
  pricesRoute(app, dependencies);
  priceStreamRoute(app, dependencies);
  priceHistoryRoute(app, dependencies);
  llamaPricesRoutes(app, dependencies);
  feedsRoute(app, dependencies);
  feedObservationsRoute(app, dependencies);
  insuranceFundsRoute(app, dependencies);
  liquidationsRoutes(app, dependencies);
  liquidationSurfaceRoute(app, dependencies);
  evaluatePricesRoute(app, dependencies);
  chainsRoute(app, dependencies);
  methodologyRoutes(app, dependencies);
  healthRoute(app, dependencies);
  attestationRoutes(app, dependencies);
  guardianSetsRoute(app, dependencies);
  parityRoute(app, dependencies);
  metricsRoute(app, dependencies);
  openapiRoute(app, API_VERSION);
  docsRoutes(app);
  mount?.(app);
  pageRoutes(app, dependencies);
  refuseOtherMethods(app);
  app.all("*", (context) => {
    throw new ProblemError({
      status: 404,
      code: "not-found",
      title: "Not found",
      detail: `There is nothing at ${context.req.path}.`,
      extensions: { documentation: "/docs" },
    });
  });
  app.onError((error, context) => {
    const problem = toProblemError(error);
    // A refusal is in the request log with its status; only what failed needs its cause.
    if (problem.status >= 500 && problem !== error) {
      dependencies.log[problem.code === "internal" ? "error" : "warn"](
        { requestId: context.get("requestId"), path: context.req.path, err: error },
        "request failed",
      );
    }
    return problemResponse(context, problem);
  });
  return app;
}

/** A money answer is true for its moment only: no cache may repeat it. */
const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set("Cache-Control", "no-store");
};

/** Every path that has a route answers other methods with 405 and what it allows. */
function refuseOtherMethods(app: OpenAPIHono): void {
  const allowed = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const { path, method } of app.routes) {
    if (method === "ALL") open.add(path);
    else allowed.set(path, (allowed.get(path) ?? new Set()).add(method));
  }
  for (const [path, methods] of allowed) {
    if (open.has(path)) continue;
    const allow = [...methods, ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, (context) => {
      throw new ProblemError({
        status: 405,
        code: "method-not-allowed",
        title: "Method not allowed",
        detail: `${context.req.method} is not possible on ${context.req.path}; ${allow} are.`,
        headers: { Allow: allow },
      });
    });
  }
}
