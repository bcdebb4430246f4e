import type { components } from "./openapi.ts";

/** RFC 9457 problem JSON as Ballast answers it, with what its code adds (`chains`, `accounts`, …). */
export type Problem = components["schemas"]["Problem"];

/** A refusal of the server. Decide by `code`, which is stable; `detail` is for people. */
export class BallastProblem extends Error {
  override readonly name = "BallastProblem";
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Each wrong part of the request. */
  readonly errors: Problem["errors"];
  /** When to try again, by the header Retry-After; null where the server does not say. */
  readonly retryAfterSeconds: number | null;
  /** The whole problem, with the members of its code. */
  readonly problem: Problem;

  constructor(problem: Problem, response: Pick<Response, "headers">) {
    super(`${problem.code}: ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds(response.headers.get("Retry-After"));
  }
}

/**
 * The problem of an answer that is none of the documented ones: what stands in front of the server (a
 * proxy, another server) has a body of its own.
 */
export function toBallastProblem(body: unknown, response: Response): BallastProblem {
  const problem = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  const title = response.statusText || `Status ${response.status}`;
  return new BallastProblem(
    {
      ...problem,
      type: problem.type ?? "about:blank",
      title: problem.title ?? title,
      status: problem.status ?? response.status,
      detail: problem.detail ?? `${response.url} answered ${response.status} without a problem.`,
      instance: problem.instance ?? "",
      code: problem.code ?? "no-problem",
      errors: problem.errors ?? [],
    },
    response,
  );
}

/** Seconds, or a date as RFC 9110 has it. */
function retryAfterSeconds(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
