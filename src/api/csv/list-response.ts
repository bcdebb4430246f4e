import type { z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { accepts } from "hono/accepts";
import { type CsvTable, csvText } from "./csv-table.ts";
import { csvTextSchema } from "./csv-text-schema.ts";

const CSV_TYPE = "text/csv; charset=utf-8; header=present";
/** A longer vector is named by its digest alone. */
const LONGEST_NAME = 120;

/**
 * A list in the form that is asked for, JSON or CSV (`?format=`, else `Accept`), with a link to the
 * next page where there is one.
 */
export function listResponse<Answer extends object>(
  context: Context,
  answer: Answer,
  table: CsvTable<NoInfer<Answer>>,
): Response & TypedResponse<Answer, 200, "json"> {
  context.header("Vary", "Accept", { append: true });
  const next = nextLink(context, answer, table.pagesAtVector);
  if (next !== null) context.header("Link", `<${next}>; rel="next"`);
  if (!wantsCsv(context)) {
    return context.json(answer, 200) as unknown as Response & TypedResponse<Answer, 200, "json">;
  }
  return context.body(csvText(table, answer), 200, {
    "Content-Type": CSV_TYPE,
    "Content-Disposition": `attachment; filename="${fileName(table.name, textOf(answer, "at"))}"`,
  }) as never;
}

/** The description of such a response, for a route. */
export function listResponseSpec<Schema extends z.ZodType<object>>(
  description: string,
  schema: Schema,
  { table, example }: { table: CsvTable<z.output<Schema>>; example: z.output<Schema> },
) {
  return {
    description,
    headers: {
      Link: {
        description: 'The next page with `rel="next"`, where there is one.',
        schema: { type: "string" as const },
      },
    },
    content: {
      "application/json": { schema, example },
      "text/csv": { schema: csvTextSchema, example: csvText(table, example) },
    },
  };
}

/** By `?format=`, which counts before `Accept`. */
export function wantsCsv(context: Context): boolean {
  const format = context.req.query("format");
  if (format !== undefined) return format === "csv";
  const chosen = accepts(context, {
    ...{
      header: "Accept",
      supports: ["application/json", "text/csv"],
      default: "application/json",
    },
    match: (accepted, { supports, default: usual }) =>
      accepted
        .filter(({ q }) => q > 0)
        .sort((a, b) => b.q - a.q)
        .find(({ type }) => supports.includes(type.toLowerCase()))
        ?.type.toLowerCase() ?? usual,
  });
  return chosen === "text/csv";
}

/** The same request with the cursor of the next page; at the vector of this page where pages need it. */
function nextLink(context: Context, answer: object, pagesAtVector: boolean): string | null {
  const next = textOf(answer, "next");
  if (next === null) return null;
  const url = new URL(context.req.url);
  url.searchParams.set("cursor", next);
  const at = textOf(answer, "at");
  if (pagesAtVector && at !== null) {
    url.searchParams.set("at", at);
    // Of the present alone.
    url.searchParams.delete("maxAgeSeconds");
  }
  return `${url.pathname}${url.search}`;
}

function fileName(table: string, at: string | null): string {
  const [blocks = "", digest = ""] = (at ?? "").replaceAll("eip155:", "").split("~");
  const vector = blocks.length > LONGEST_NAME ? digest : [blocks, digest].filter(Boolean).join("_");
  const parts = ["ballast", table, vector.replaceAll(":", "-").replaceAll(",", "_")];
  return `${parts.filter(Boolean).join("-")}.csv`;
}

function textOf(answer: object, key: string): string | null {
  const value: unknown = (answer as Record<string, unknown>)[key];
  return typeof value === "string" ? value : null;
}
