import { ProblemError } from "../errors/problem-error.ts";

/** The problem of a body that ceases to be JSON at a place. */
export function malformedJson({ line, column }: { line: number; column: number }): ProblemError {
  const detail = `The body is no JSON from line ${line}, column ${column} on.`;
  return new ProblemError({
    status: 400,
    code: "malformed-json",
    title: "Malformed JSON",
    detail,
    errors: [{ pointer: "body", detail }],
    extensions: { line, column },
  });
}
