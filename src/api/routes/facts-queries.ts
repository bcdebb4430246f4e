import type { OpenAPIHono } from "@hono/zod-openapi";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ProblemError } from "../errors/problem-error.ts";
import { createSlots } from "../http/create-slots.ts";
import { findJsonFault } from "../http/find-json-fault.ts";
import { limitBody } from "../http/limit-body.ts";
import { malformedJson } from "../http/malformed-json.ts";
import { requireJsonBody } from "../middleware/require-json-body.ts";

/** The standard introspection query, which tools send, has 21 levels as they are counted. */
export const GRAPHQL_LIMITS = {
  maxOperationTokens: 1_000,
  maxOperationDepth: 24,
  maxOperationAliases: 10,
};

const LARGEST_GRAPHQL_BYTES = 64 * 1_024;
/** Ponder's own limit of a statement. */
const LONGEST_SQL = 5_000;
const MOST_GRAPHQL_QUERIES = 16;
/** Ponder tries a statement that Postgres has cut off again and again, for minutes: few may do that. */
const MOST_SQL_QUERIES = 4;
const PATIENCE_MILLISECONDS = 35_000;
const MOST_LIVE_QUERIES = 100;
/** What Postgres and its driver say where not the query is to blame. */
const UNAVAILABLE = /timeout|terminat|connect|ECONN|shutting down|recovery mode/i;

/**
 * `/graphql` and `/sql`: Ponder's own over the tables of facts, with our limits and errors around them.
 * They use Ponder's connections, so that no query of a stranger takes one from an answer.
 */
export function factsQueryRoutes(
  app: OpenAPIHono,
  ponder: { graphql: MiddlewareHandler; sql: MiddlewareHandler },
): void {
  const graphqlQueries = createSlots(MOST_GRAPHQL_QUERIES, "GraphQL queries");
  const sqlQueries = createSlots(MOST_SQL_QUERIES, "SQL queries");
  const liveQueries = createSlots(MOST_LIVE_QUERIES, "live queries");
  const sql = new Hono().use("/sql/*", ponder.sql);

  app.get("/graphql", async (context, next) => {
    if (context.req.method !== "HEAD") return ponder.graphql(context, next);
    return context.body(null, 200, { "Content-Type": "text/html; charset=UTF-8" });
  });

  app.post("/graphql", requireJsonBody, limitBody(LARGEST_GRAPHQL_BYTES), async (context, next) => {
    const text = await context.req.text();
    const fault = findJsonFault(text);
    if (fault !== null) throw malformedJson(fault);
    // Its body is read: Ponder gets another one.
    context.req.raw = new Request(context.req.raw, { body: text });
    const release = graphqlQueries.take();
    try {
      return await ponder.graphql(context, next);
    } finally {
      release();
    }
  });

  app.get("/sql/db", async (context) => {
    requireQuery(context);
    return runQuery(context);
  });

  app.get("/sql/live", async (context) => {
    requireQuery(context);
    // Ponder counts a live query that it then refuses as one for ever: it is refused before.
    await runQuery(context);
    if (context.req.method === "HEAD") {
      return context.body(null, 200, { "Content-Type": "text/event-stream" });
    }
    const release = liveQueries.take();
    onEnd(context, release);
    return requireDone(await sql.fetch(context.req.raw, context.env));
  });

  async function runQuery({ req, env }: Context): Promise<Response> {
    const release = sqlQueries.take();
    const url = new URL(req.url);
    url.pathname = "/sql/db";
    // The place is taken for as long as Ponder goes on, also where nobody waits for it any more.
    const working = Promise.resolve(sql.fetch(new Request(url), env)).finally(release);
    return requireDone(await withPatience(working));
  }
}

/** @throws ProblemError 400 `invalid-request`, `sql-refused`. */
function requireQuery({ req }: Context): void {
  const statement = statementOf(req.query("sql"));
  if (statement === null) {
    throw new ProblemError({
      status: 400,
      code: "invalid-request",
      title: "Invalid request",
      detail: 'query/sql: A query as @ponder/client sends it, {"json": {"sql": "SELECT …"}}.',
      errors: [{ pointer: "query/sql", detail: 'Expected {"json": {"sql": "SELECT …"}}.' }],
    });
  }
  if (statement.length > LONGEST_SQL) {
    throw refused(`The statement has ${statement.length} characters, more than ${LONGEST_SQL}.`);
  }
}

function statementOf(text: string | undefined): string | null {
  try {
    const statement: unknown = JSON.parse(text ?? "")?.json?.sql;
    return typeof statement === "string" ? statement : null;
  } catch {
    return null;
  }
}

/** @throws ProblemError 503 `query-failed` where it takes too long. */
async function withPatience<Result>(working: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const tooLong = () => reject(failed("The query takes longer than 30 s."));
  const timer = setTimeout(tooLong, PATIENCE_MILLISECONDS);
  try {
    return await Promise.race([working, promise]);
  } finally {
    clearTimeout(timer);
    working.catch(() => undefined);
  }
}

/** Ponder answers in plain text where it refuses or fails, always as a failure of the server. */
async function requireDone(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const detail = (await response.text()) || "The query failed.";
  if (response.status !== 503 && !UNAVAILABLE.test(detail)) throw refused(detail);
  throw failed(detail);
}

function failed(detail: string): ProblemError {
  return new ProblemError({
    ...{ status: 503, code: "query-failed", title: "Query failed", detail },
    headers: { "Retry-After": "5" },
  });
}

function refused(detail: string): ProblemError {
  return new ProblemError({ status: 400, code: "sql-refused", title: "Query refused", detail });
}

function onEnd({ env }: Context, release: () => void): void {
  type Connection = { outgoing?: { once(event: "close", listener: () => void): void } };
  const outgoing = (env as Connection | undefined)?.outgoing;
  if (outgoing === undefined) release();
  else outgoing.once("close", release);
}
