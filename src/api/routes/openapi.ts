import type { OpenAPIHono } from "@hono/zod-openapi";
import { registerProblemExamples } from "../answers/problem.ts";

const API_VERSION = "1";

/** `/openapi.json`: generated from the same validators that the routes run. */
export function openapiRoute(app: OpenAPIHono): void {
  registerProblemExamples(app);
  app.get("/openapi.json", (context) => context.json(openapiDocument(app)));
}

/** What the document says of all routes that the app has. */
export function openapiDocument(app: OpenAPIHono) {
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
