import type { OpenAPIHono } from "@hono/zod-openapi";
import { problemResponseSpec, registerProblemExamples } from "../answers/problem.ts";
import { PROBLEM_CONTENT_TYPE } from "../errors/problem-response.ts";

const API_VERSION = "1";

/** `/openapi.json`: generated from the same validators that the routes run. */
export function openapiRoute(app: OpenAPIHono): void {
  registerProblemExamples(app);
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    ...{ type: "apiKey", in: "header", name: "X-Api-Key" },
    description: "Of an installation with API keys, for a budget of its own.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    ...{ type: "http", scheme: "bearer" },
    description: "The same key as a bearer token.",
  });
  app.get("/openapi.json", (context) => context.json(openapiDocument(app)));
}

/** What any route may answer, whatever it is asked. */
const OF_EVERY_ROUTE = {
  401: problemResponseSpec("`api-key-required`, `unknown-api-key`: of an installation with keys."),
  406: problemResponseSpec("`not-acceptable`: there is no answer of a type that `Accept` takes."),
  414: problemResponseSpec("`uri-too-long`."),
  429: problemResponseSpec("`rate-limited`: `Retry-After` says when there is a budget again."),
} as const;

/** What the document says of all routes that the app has. */
export function openapiDocument(app: OpenAPIHono) {
  const document = routesDocument(app);
  const refusals = Object.fromEntries(
    Object.entries(OF_EVERY_ROUTE).map(([status, { description, content }]) => {
      const { examples } = content[PROBLEM_CONTENT_TYPE];
      const media = { schema: { $ref: "#/components/schemas/Problem" }, examples };
      return [status, { description, content: { [PROBLEM_CONTENT_TYPE]: media } }];
    }),
  );
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of [methods.get, methods.post]) {
      if (operation !== undefined) operation.responses = { ...refusals, ...operation.responses };
    }
  }
  return document;
}

function routesDocument(app: OpenAPIHono) {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Ballast",
      version: API_VERSION,
      description:
        "What backs an account's obligations, on every chain, at a price that can be trusted. Amounts are exact: a decimal string beside the raw integer. Errors are RFC 9457 problem JSON. Examples are of the devnet at one block vector, with their lists cut short.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{}, { apiKey: [] }, { bearer: [] }],
    tags: [
      { name: "accounts", description: "Collateral, debt and health of an account." },
      { name: "prices", description: "Prices and their evidence." },
      { name: "liquidation", description: "Who is, was, or may be liquidated." },
      { name: "insurance", description: "Who pays for what accounts cannot." },
      { name: "compatibility", description: "Prices in the forms of others." },
      { name: "attestations", description: "Signed statements of all accounts' values." },
      { name: "methodology", description: "The rules behind the numbers." },
      { name: "state", description: "How far the index has come." },
    ],
  });
}
