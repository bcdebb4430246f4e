import { Hono } from "hono";

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * An app behind a single route, as Ponder's server is given it. That server measures every request once
 * for each handler and middleware that names a path, which took longer than the answer itself. And what
 * it has set on an answer beforehand, leave to every origin, is ours to say.
 */
export function behindOneRoute({ fetch }: { fetch: Fetch }): Hono {
  return new Hono().all("*", async (context) => {
    const response = await fetch(context.req.raw, context.env as object);
    // Hono would put the headers that are there over those of the answer.
    context.res = undefined;
    context.res = response;
    return response;
  });
}
