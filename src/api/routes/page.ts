import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";

/** Paths of the page's own views; `web/src/routes.tsx` has the same. */
const VIEWS = [
  "/",
  "/accounts/:account",
  "/assets",
  "/assets/*",
  "/risk",
  "/attestations",
  "/attestations/:epoch",
  "/chains",
] as const;

/** Below them a wrong path is the API's to answer, whatever a browser accepts. */
const API_PATHS = /^\/(v1|prices|docs|graphql|sql|openapi\.json|metrics)(\/|$)/;

const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The page loads nothing from other hosts, runs no script but its own files, and is framed nowhere. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

/**
 * The analysts' page: what `npm run build:web` has written. Files are read as they are asked for, so
 * that a build made meanwhile is served at once. Call after the API's routes.
 */
export function pageRoutes(app: OpenAPIHono, { pageDirectory }: AppDependencies): void {
  const page = async (context: Context, status: 200 | 404) => {
    const html = await readIfThere(join(pageDirectory, "index.html"));
    if (html === undefined) {
      throw new ProblemError({
        status: 503,
        code: "page-not-built",
        title: "Page not built",
        detail: "The API answers; the page's files are missing. Build them: npm run build:web.",
        extensions: { documentation: "/docs" },
      });
    }
    return context.body(html, status, {
      ...HEADERS,
      "Content-Type": "text/html; charset=utf-8",
      // Names the files of one build: an old copy would ask for files that are gone.
      "Cache-Control": "no-cache",
    });
  };

  for (const path of VIEWS) app.get(path, (context) => page(context, 200));
  // The pattern takes one name without a slash, and no hidden file: nothing outside the folder.
  app.get("/static/:name{[A-Za-z0-9_-][A-Za-z0-9._-]*}", (context) =>
    file(context, join(pageDirectory, "static", context.req.param("name")), {
      // The name has a digest of the content in it.
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );
  for (const name of ["favicon.svg", "theme.js"]) {
    app.get(`/${name}`, (context) =>
      file(context, join(pageDirectory, name), { "Cache-Control": "no-cache" }),
    );
  }
  // Somebody who has typed a wrong path into a browser is told so by the page.
  app.get("*", async (context, next) => {
    const wantsHtml = context.req.header("Accept")?.includes("text/html") === true;
    if (!wantsHtml || API_PATHS.test(context.req.path)) return next();
    return page(context, 404);
  });
}

async function file(context: Context, path: string, headers: Record<string, string>) {
  const contentType = CONTENT_TYPES[extname(path)];
  const bytes = contentType === undefined ? undefined : await readIfThere(path);
  if (bytes === undefined) {
    throw new ProblemError({
      status: 404,
      code: "not-found",
      title: "Not found",
      detail: `There is nothing at ${context.req.path}.`,
      extensions: { documentation: "/docs" },
    });
  }
  return context.body(bytes, 200, {
    ...HEADERS,
    ...headers,
    "Content-Type": contentType!,
  });
}

/** Undefined where there is no such file. */
async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
