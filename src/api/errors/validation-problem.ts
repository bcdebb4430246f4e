import type { z } from "@hono/zod-openapi";
import { isProblemCode, type ProblemCode } from "./problem-catalogue.ts";
import type { ProblemDetail } from "./problem-error.ts";
import { ProblemError } from "./problem-error.ts";

const PLACES: Readonly<Record<string, string>> = {
  param: "path",
  query: "query",
  json: "body",
  header: "header",
};

/** A failed validation of one place of the request, with every wrong part named. */
export function validationProblem(target: string, error: z.ZodError): ProblemError {
  const place = PLACES[target] ?? target;
  const errors = error.issues.flatMap((issue): ProblemDetail[] => {
    const names =
      issue.code === "unrecognized_keys" ? issue.keys : [issue.path.map(String).join("/")];
    return names.map((name) => ({
      pointer: `${place}/${name}`,
      detail:
        issue.code === "unrecognized_keys" ? `There is no parameter "${name}".` : issue.message,
    }));
  });
  return new ProblemError({
    status: 400,
    code: validationCode(error),
    title: "Invalid request",
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    errors,
  });
}

/** A validator may name a more exact code than `invalid-request` by custom issue parameters. */
function validationCode(error: z.ZodError): ProblemCode {
  for (const issue of error.issues) {
    const code: unknown = issue.code === "custom" ? issue.params?.code : undefined;
    if (typeof code === "string" && isProblemCode(code)) return code;
  }
  return "invalid-request";
}
