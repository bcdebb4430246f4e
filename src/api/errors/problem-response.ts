import type { Context } from "hono";
import type { ProblemError } from "./problem-error.ts";

export const PROBLEM_CONTENT_TYPE = "application/problem+json";

/** What a problem is, as RFC 9457's `type`. */
export const problemType = (code: string): string => `urn:ballast:problem:${code}`;

/** The response of a problem, by RFC 9457. Never cached. */
export function problemResponse(context: Context, problem: ProblemError): Response {
  return context.body(JSON.stringify(problemBody(context, problem)), problem.status, {
    ...problem.headers,
    "Content-Type": PROBLEM_CONTENT_TYPE,
    "Cache-Control": "no-store",
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
