import type { Schemas } from "./api.ts";

export type Problem = Schemas["Problem"];

/** What the server refused, in its own words (RFC 9457), or why no answer came at all. */
export class ProblemFailure extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail);
    this.name = "ProblemFailure";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Of an answer that is no success: its problem, or one that says what came instead. */
export function answerFailure(response: Response, body: unknown): ProblemFailure {
  const retryAfter = Number(response.headers.get("Retry-After"));
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  if (isProblem(body)) return new ProblemFailure(body, seconds);
  return new ProblemFailure(
    localProblem({
      status: response.status,
      code: "unexpected-answer",
      title: `The server answered ${response.status}`,
      detail: "What it answered is no problem document of Ballast's: a proxy may stand between.",
      instance: new URL(response.url || window.location.href).pathname,
    }),
    seconds,
  );
}

/** Of whatever a request threw. */
export function requestFailure(error: unknown): ProblemFailure {
  if (error instanceof ProblemFailure) return error;
  return new ProblemFailure(
    localProblem({
      status: 0,
      code: "no-answer",
      title: "No answer from the server",
      detail: error instanceof Error ? error.message : String(error),
      instance: window.location.pathname,
    }),
  );
}

function localProblem(
  problem: Pick<Problem, "status" | "code" | "title" | "detail" | "instance">,
): Problem {
  return { type: `urn:ballast:page:${problem.code}`, errors: [], ...problem };
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "detail" in body &&
    typeof body.detail === "string"
  );
}
