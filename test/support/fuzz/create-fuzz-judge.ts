import { z } from "zod";
import type { Json } from "../api/make-api.ts";
import { parseCsv } from "../api/parse-csv.ts";
import { strictSchema } from "../api/require-described.ts";
import type { FuzzRequest } from "./fuzz-request.ts";

/** What is wrong with an answer, by the document; null where nothing is. */
export function createFuzzJudge(document: Json) {
  const parsers = new Map<string, z.ZodType>();
  const problemSchema = z.fromJSONSchema(
    strictSchema(document, document.components.schemas.Problem),
  );

  function parserOf(key: string, schema: Json): z.ZodType {
    const parser = parsers.get(key) ?? z.fromJSONSchema(strictSchema(document, schema));
    parsers.set(key, parser);
    return parser;
  }

  return async (request: FuzzRequest, response: Response): Promise<string | null> => {
    const { status } = response;
    const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
    const methods = request.route === null ? undefined : document.paths[request.route];
    const method = request.method === "HEAD" ? "get" : request.method.toLowerCase();
    const operation = methods?.[method];
    if (type === "text/event-stream") {
      await response.body?.cancel();
      return status === 200 && operation?.responses[200]?.content[type] !== undefined
        ? null
        : "a stream that is not documented";
    }
    const text = await response.text();
    if (status >= 500 && status !== 503) return `status ${status}: ${text.slice(0, 300)}`;
    if (request.method === "OPTIONS" && status < 300) return null;
    if (status === 304) {
      return request.headers["If-None-Match"] === undefined ? "304 for no condition" : null;
    }
    if (request.method === "HEAD") {
      if (text !== "") return "a body for HEAD";
    } else if (status >= 400) {
      if (type !== "application/problem+json") return `${status} as ${type}: ${text.slice(0, 200)}`;
      const body = JSON.parse(text);
      const { error } = problemSchema.safeParse(body);
      if (error !== undefined) return `no problem: ${error.message}`;
      if (body.status !== status) return `the problem says ${body.status} for ${status}`;
    }
    if (operation === undefined) {
      return status < 400 && request.route !== null ? `${status} for a method that has none` : null;
    }
    const spec = operation.responses[status];
    if (spec === undefined) return `the undocumented status ${status}: ${text.slice(0, 300)}`;
    if (request.method === "HEAD" || status >= 400) return null;
    const media = spec.content[type];
    if (media === undefined) return `the undocumented type ${type}`;
    if (type === "text/csv") {
      const widths = new Set(parseCsv(text).map((row) => row.length));
      return widths.size === 1 ? null : "rows of several lengths";
    }
    const { error } = parserOf(`${method} ${request.route} ${status}`, media.schema).safeParse(
      JSON.parse(text),
    );
    return error === undefined ? null : `another answer than documented: ${error.message}`;
  };
}
