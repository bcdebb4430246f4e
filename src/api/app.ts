import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { AppDependencies } from "./app-dependencies.ts";
import type { ProblemError } from "./errors/problem-error.ts";
import { problemResponse } from "./errors/problem-response.ts";
import { toProblemError } from "./errors/to-problem-error.ts";
import { validationProblem } from "./errors/validation-problem.ts";
import { findJsonFault } from "./http/find-json-fault.ts";
import { malformedJson } from "./http/malformed-json.ts";
import { NotModified, notModifiedResponse } from "./http/require-modified.ts";
import { access } from "./middleware/access.ts";
import { compression } from "./middleware/compression.ts";
import { conditional } from "./middleware/conditional.ts";
import { crossOrigin } from "./middleware/cross-origin.ts";
import { refuseOtherMethods } from "./middleware/refuse-other-methods.ts";
import { requestLog } from "./middleware/request-log.ts";
import { requireAcceptable } from "./middleware/require-acceptable.ts";
import { requireJsonBody } from "./middleware/require-json-body.ts";
import { requireReadableUrl } from "./middleware/require-readable-url.ts";
import { accountCollateralRoute } from "./routes/account-collateral.ts";
import { accountHistoryRoute } from "./routes/account-history.ts";
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
import { notFoundRoute } from "./routes/not-found.ts";
import { openapiRoute } from "./routes/openapi.ts";
import { pageRoutes } from "./routes/page.ts";
import { parityRoute } from "./routes/parity.ts";
import { priceHistoryRoute } from "./routes/price-history.ts";
import { priceStreamRoute } from "./routes/price-stream.ts";
import { pricesRoute } from "./routes/prices.ts";
import { problemsRoutes } from "./routes/problems.ts";
import { simulateAccountRoute } from "./routes/simulate-account.ts";

/** Answers without a block vector of their own, or that change at the same one: their text is their tag. */
const TAGGED_BY_BODY = [
  "/openapi.json",
  "/docs",
  "/docs/*",
  "/v1/methodology",
  "/v1/methodology/*",
  "/v1/attestations/*",
  "/v1/account-links/*",
  "/v1/guardian-sets/*",
  "/v1/accounts/:account/history",
];

/** No page may frame one of ours, and nothing is taken for what it does not say it is. TLS is a proxy's. */
const SECURE_HEADERS = {
  crossOriginResourcePolicy: "cross-origin",
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: "no-referrer",
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: "DENY",
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/**
 * Ballast's HTTP interface on the given dependencies, with no effect of its own. Whatever it mounts
 * beside its routes (Ponder's GraphQL and SQL) goes to `mount`, which is called before the fallback
 * for unknown paths.
 */
export function createApp(
  dependencies: AppDependencies,
  mount?: (app: OpenAPIHono) => void,
): OpenAPIHono {
  const { http } = dependencies;
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw validationProblem(result.target, result.error);
    },
  });
  app.use(requestId());
  app.use(requestLog(dependencies));
  app.use(secureHeaders(SECURE_HEADERS));
  app.use(crossOrigin(http));
  app.use(compression());
  app.use(requireReadableUrl);
  for (const path of ["/v1/*", "/prices/*", "/graphql", "/sql/*"]) {
    app.use(path, conditional);
    if (http.access !== null) app.use(path, access({ ...http, access: http.access }));
  }
  for (const path of ["/v1/*", "/prices/*"]) app.use(path, requireAcceptable(app), requireJsonBody);
  for (const path of TAGGED_BY_BODY) app.use(path, etag({ weak: true }));

  accountCollateralRoute(app, dependencies);
  accountHistoryRoute(app, dependencies);
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
  openapiRoute(app);
  docsRoutes(app);
  problemsRoutes(app);
  mount?.(app);
  pageRoutes(app, dependencies);
  refuseOtherMethods(app);
  notFoundRoute(app);
  app.onError(async (error, context) => {
    if (error instanceof NotModified) return notModifiedResponse(context);
    const problem = (await malformedBody(error, context)) ?? toProblemError(error);
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

/** What the validator of a body says of one that is no JSON, with the place. */
async function malformedBody(error: Error, { req }: Context): Promise<ProblemError | null> {
  if (!(error instanceof HTTPException) || !error.message.startsWith("Malformed JSON")) return null;
  const fault = findJsonFault(await req.text());
  return fault === null ? null : malformedJson(fault);
}
