import type { Context } from "hono";
import type { ProblemCode } from "./problem-catalogue.ts";
import type { ProblemError } from "./problem-error.ts";

export const PROBLEM_CONTENT_TYPE = "application/problem+json";

/** Where a problem is documented: a reference that resolves against the request, by RFC 9457. */
export const problemType = (code: ProblemCode): string => `/docs/problems/${code}`;

/** The response of a problem, by RFC 9457. Never cached. */
export function problemResponse(context: Context, problem: ProblemError): Response {
  // What a route has said of the answer that it did not give.
  context.header("ETag", undefined);
  context.header("Cache-Control", "no-store");
  return context.body(JSON.stringify(problemBody(context, problem)), problem.status, {
    ...problem.headers,
    "Content-Type": PROBLEM_CONTENT_TYPE,
  });
}

function problemBody(context: Context, problem: ProblemError): Record<string, unknown> {
  const standard = {
    type: problemType(problem.code),
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance: context.req.path,
    code: problem.code,
    errors: problem.errors,
    requestId: context.get("requestId"),
  };
  // The standard members come first for readers, and no extension can replace one.
  return { ...standard, ...problem.extensions, ...standard };
}
