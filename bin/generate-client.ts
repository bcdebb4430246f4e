/*
 * npm run generate:client: writes client/openapi.ts, the types of every route, from the routes
 * themselves. No server and no database is asked.
 */
import { writeFileSync } from "node:fs";
import pino from "pino";
import { createApp } from "../src/api/app.ts";
import type { AppDependencies } from "../src/api/app-dependencies.ts";
import { readMethodology } from "../src/api/methodology/read-methodology.ts";
import { openapiDocument } from "../src/api/routes/openapi.ts";
import { clientTypes } from "./support/client-types.ts";
import { runMain } from "./support/run-main.ts";

const NOWHERE = {
  name: "mainnet",
  simulated: false,
  bridgedTokens: [],
  references: [],
  chains: [],
  guardianUrls: [],
  attestation: null,
  httpFeeds: [],
} as const;

await runMain(async () => {
  // Whoever registers a route without answering it needs no more than this.
  const app = createApp({
    network: NOWHERE,
    methodology: readMethodology(NOWHERE),
    http: { release: "none", corsOrigins: "*", trustedProxies: 0, access: null },
    log: pino({ level: "silent" }),
  } as unknown as AppDependencies);
  const file = new URL("../client/openapi.ts", import.meta.url);
  writeFileSync(file, await clientTypes(openapiDocument(app)));
  console.log(`Wrote ${file.pathname}`);
  return 0;
});
