import { db } from "ponder:api";
import schema from "ponder:schema";
import pino from "pino";
import { client, graphql } from "ponder";
import { readEnvironment, readNetwork } from "../../config/environment.ts";
import { createApp } from "./app.ts";
import { behindOneRoute } from "./behind-one-route.ts";
import { createAppDependencies } from "./create-app-dependencies.ts";
import { factsQueryRoutes, GRAPHQL_LIMITS } from "./routes/facts-queries.ts";

/*
 * The API as Ponder mounts it, in `ponder start`, `serve` and `dev` alike. Ponder's own db answers
 * GraphQL and SQL only; everything else reads through Ballast's own pool.
 */
const environment = readEnvironment(process.env);
const log = pino(
  { name: "ballast-api", level: environment.LOG_LEVEL },
  pino.destination({ dest: 2, sync: false }),
);

// An open stream would hold the server's end up; Ponder closes the rest by itself.
const STOPPING = Symbol.for("ballast.api.stopping");
type Running = ReturnType<typeof createAppDependencies>;
const RUNNING = Symbol.for("ballast.api.running");
const global = globalThis as { [RUNNING]?: Running; [STOPPING]?: true };

// `ponder dev` runs this file again at every change of it: the earlier run's pool has to go.
global[RUNNING]?.close().catch((error: unknown) => {
  log.warn({ err: error }, "the earlier pool did not close");
});
const dependencies = createAppDependencies({ environment, network: readNetwork(environment), log });
global[RUNNING] = dependencies;
dependencies.book.start();
if (global[STOPPING] === undefined) {
  global[STOPPING] = true;
  for (const signal of ["SIGTERM", "SIGINT", "SIGQUIT"] as const) {
    process.once(signal, () => {
      void global[RUNNING]?.priceStream.close();
      void global[RUNNING]?.atRiskStream.close();
      void global[RUNNING]?.accountStream.close();
      void global[RUNNING]?.book.close();
    });
  }
}

const ballast = createApp(dependencies, (app) => {
  factsQueryRoutes(app, {
    graphql: graphql({ db, schema }, GRAPHQL_LIMITS),
    sql: client({ db, schema }),
  });
});

export default behindOneRoute(ballast);
