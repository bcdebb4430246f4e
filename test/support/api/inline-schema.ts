import type { Json } from "./make-api.ts";

/** A schema of a document with every reference replaced by what it names. */
export function inlineSchema(document: Json, schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((one) => inlineSchema(document, one));
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string") {
    return inlineSchema(document, document.components.schemas[schema.$ref.split("/").at(-1)]);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, inlineSchema(document, value)]),
  );
}
