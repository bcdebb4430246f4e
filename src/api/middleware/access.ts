import type { Context, MiddlewareHandler } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import type { AccessRules, RateClass } from "../access/access-rules.ts";
import { budgetKey, createBudgetStore } from "../access/budget-store.ts";
import { clientAddress } from "../access/client-address.ts";
import { createKeyFinder } from "../access/find-key.ts";
import { requestCost } from "../access/request-cost.ts";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import { PROBLEMS } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { HttpSettings } from "../http/http-settings.ts";

/** Whoever watches the server is never refused. */
const FREE_PATHS: ReadonlySet<string> = new Set(["/v1/health", "/v1/metrics"]);
/** Of callers with a wrong key or none, where one is needed. */
const REFUSED: RateClass = { requests: 60, windowSeconds: 60, streams: 0 };
const STREAM_RETRY_SECONDS = "10";

type Caller = { id: string; limits: Limits };
type Limits = { rateClass: RateClass; limit: MiddlewareHandler };
type NodeConnection = {
  incoming?: { socket?: { remoteAddress?: string } };
  outgoing?: { once(event: "close", listener: () => void): void };
};

/**
 * Who may ask how much: by API key or else by address, each with the budget of its class, in the
 * standard's headers. Counts are this process's own.
 * @throws ProblemError 401 `unknown-api-key`, `api-key-required`; 429 `rate-limited`.
 */
export function access(
  settings: Pick<HttpSettings, "trustedProxies"> & { access: AccessRules },
): MiddlewareHandler {
  const { classes, anonymous, keys } = settings.access;
  const findKey = createKeyFinder(keys);
  const limits = new Map(
    Object.entries(classes).map(([name, rateClass]) => [name, createLimits(rateClass)]),
  );
  const refused = createLimits(REFUSED);
  const streams = new Map<string, number>();

  const addressOf = ({ env, req }: Context): string =>
    clientAddress({
      socketAddress: (env as NodeConnection | undefined)?.incoming?.socket?.remoteAddress,
      forwardedFor: req.header("X-Forwarded-For"),
      trustedProxies: settings.trustedProxies,
    });

  /** Guesses cost their address a budget, too. */
  async function refuse(context: Context, code: ProblemCode, detail: string): Promise<never> {
    context.set("caller", `address ${addressOf(context)}`);
    await refused.limit(context, async () => undefined);
    throw new ProblemError({
      ...{ status: 401, code, title: PROBLEMS[code].title, detail },
      headers: { "WWW-Authenticate": 'Bearer realm="ballast"' },
    });
  }

  async function callerOf(context: Context): Promise<Caller> {
    const presented = presentedKey(context);
    if (presented === null) {
      const found = anonymous === null ? undefined : limits.get(anonymous);
      if (found !== undefined) return { id: `address ${addressOf(context)}`, limits: found };
      return refuse(context, "api-key-required", "This installation answers with an API key only.");
    }
    const key = findKey(presented);
    const found = key === null ? undefined : limits.get(key.class);
    if (key !== null && found !== undefined) return { id: `key ${key.name}`, limits: found };
    return refuse(context, "unknown-api-key", "The API key is not known here.");
  }

  return async function access(context, next) {
    if (FREE_PATHS.has(context.req.path) || context.req.method === "OPTIONS") return next();
    const { id, limits } = await callerOf(context);
    context.set("caller", id);
    const { rateClass, limit } = limits;
    if (
      context.req.method === "HEAD" ||
      !/^\/(?:v1\/.*\/stream|sql\/live)$/.test(context.req.path)
    ) {
      return limit(context, next);
    }
    return limit(context, async () => {
      const open = streams.get(id) ?? 0;
      if (open >= rateClass.streams) {
        throw tooMany(`${open} streams are open; at most ${rateClass.streams} may be.`, {
          "Retry-After": STREAM_RETRY_SECONDS,
        });
      }
      holdStream(context, id, open + 1);
      await next();
    });
  };

  /** Counts a stream until its connection ends. Without a connection there is nothing to hold. */
  function holdStream({ env }: Context, id: string, open: number): void {
    const outgoing = (env as NodeConnection | undefined)?.outgoing;
    if (outgoing === undefined) return;
    streams.set(id, open);
    outgoing.once("close", () => {
      const left = (streams.get(id) ?? 1) - 1;
      if (left === 0) streams.delete(id);
      else streams.set(id, left);
    });
  }
}

function createLimits(rateClass: RateClass): Limits {
  const windowMilliseconds = rateClass.windowSeconds * 1_000;
  const limit = rateLimiter({
    windowMs: windowMilliseconds,
    limit: rateClass.requests,
    standardHeaders: "draft-7",
    keyGenerator: ({ req, get }: Context) =>
      budgetKey(get("caller"), requestCost({ path: req.path, at: req.query("at") })),
    store: createBudgetStore({ windowMilliseconds }),
    handler: () => {
      const { requests, windowSeconds } = rateClass;
      throw tooMany(`The budget of ${requests} in ${windowSeconds} s is used up.`);
    },
  });
  return { rateClass, limit };
}

/** `X-Api-Key`, or a bearer token; other schemes are a proxy's business. */
function presentedKey({ req }: Context): string | null {
  const key = req.header("X-Api-Key");
  if (key !== undefined) return key;
  return /^bearer +(.*)$/i.exec(req.header("Authorization") ?? "")?.[1]?.trim() ?? null;
}

function tooMany(detail: string, headers: Readonly<Record<string, string>> = {}): ProblemError {
  return new ProblemError({
    status: 429,
    code: "rate-limited",
    title: "Too many requests",
    detail,
    headers,
  });
}
