import type { MiddlewareHandler } from "hono";
import { ProblemError } from "../errors/problem-error.ts";

/** What the API takes: JSON as it is. @throws ProblemError 415 `unsupported-media-type`. */
export const requireJsonBody: MiddlewareHandler = function requireJsonBody(context, next) {
  if (context.req.raw.method !== "POST" || context.req.raw.body === null) return next();
  const type = context.req.header("Content-Type");
  const encoding = context.req.header("Content-Encoding") ?? "identity";
  const mediaType = type?.split(";")[0]?.trim().toLowerCase() ?? "";
  const isJson = /^application\/(?:[\w.-]+\+)?json$/.test(mediaType);
  if (isJson && encoding.toLowerCase() === "identity") return next();
  const what = isJson
    ? `in the encoding "${encoding}"`
    : type === undefined
      ? "without a Content-Type"
      : `of the type "${type}"`;
  throw new ProblemError({
    status: 415,
    code: "unsupported-media-type",
    title: "Unsupported media type",
    detail: `The body is ${what}; send it as application/json, not compressed.`,
    headers: { Accept: "application/json", "Accept-Encoding": "identity" },
  });
};
