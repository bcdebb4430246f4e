import { expect } from "vitest";
import { z } from "zod";
import { inlineSchema } from "./inline-schema.ts";
import type { Api, Json } from "./make-api.ts";

/** Fails where the answer to `path` is not what the OpenAPI document says of `route`, to the letter. */
export async function requireDescribed(
  api: Api,
  document: Json,
  route: string,
  path: string,
  status = 200,
): Promise<void> {
  const response = await api.get(path);
  expect(response.status).toBe(status);
  const contentType = requireDescribedBody(document, route, "get", status, response.body);
  expect(response.headers.get("content-type")).toBe(contentType);
}

/** The same of a body that is at hand; returns the content type that the document says it has. */
export function requireDescribedBody(
  document: Json,
  route: string,
  method: "get" | "post",
  status: number,
  body: Json,
): string {
  const [contentType, media] = Object.entries<Json>(
    document.paths[route][method].responses[status].content,
  )[0]!;
  const schema = z.fromJSONSchema(strictSchema(document, media.schema));
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  return contentType;
}

/** A schema of the document without references, by which nothing undescribed is there. */
export function strictSchema(document: Json, schema: Json): Json {
  return strict(inlineSchema(document, schema));
}

/** Objects that do not say otherwise have no member beside those described. */
function strict(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, strict(value)]),
  );
  return typeof schema.properties === "object" && schema.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}
