import type { OpenAPIHono } from "@hono/zod-openapi";
import { isProblemCode, PROBLEMS, type ProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { problemType } from "../errors/problem-response.ts";
import { DOCUMENT_HEADERS } from "./docs.ts";

const CODES = Object.keys(PROBLEMS).filter(isProblemCode);

/** `/docs/problems`: what each `type` of a problem leads to, from the catalogue that the code throws by. */
export function problemsRoutes(app: OpenAPIHono): void {
  app.get("/docs/problems", (context) =>
    context.html(
      page(
        "Problems",
        `<h1>Problems</h1>
<p>Every error of the API is problem JSON (RFC 9457). Decide by its <code>code</code>.</p>
<table>
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${CODES.map(row).join("\n")}
</tbody>
</table>`,
      ),
      200,
      DOCUMENT_HEADERS,
    ),
  );
  app.get("/docs/problems/:code", (context) => {
    const code = context.req.param("code");
    if (!isProblemCode(code)) {
      throw new ProblemError({
        status: 404,
        code: "not-found",
        title: PROBLEMS["not-found"].title,
        detail: `There is no problem "${code}"; /docs/problems lists those there are.`,
        extensions: { documentation: "/docs/problems" },
      });
    }
    const { status, title, meaning, remedy } = PROBLEMS[code];
    return context.html(
      page(
        title,
        `<h1>${html(title)}</h1>
<dl>
<dt>Code</dt><dd><code>${code}</code></dd>
<dt>Status</dt><dd>${status}</dd>
<dt>Meaning</dt><dd>${html(meaning)}</dd>
<dt>What to do</dt><dd>${html(remedy)}</dd>
</dl>
<p><a href="/docs/problems">All problems</a> · <a href="/docs">The API</a></p>`,
      ),
      200,
      DOCUMENT_HEADERS,
    );
  });
}

function row(code: ProblemCode): string {
  const { status, meaning } = PROBLEMS[code];
  return `<tr><td>${status}</td><td><a href="${problemType(code)}"><code>${code}</code></a></td><td>${html(meaning)}</td></tr>`;
}

/** Text of the catalogue as HTML: its code spans as such, all else escaped. */
function html(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped.replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(title)} – Ballast API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid; padding: 0.3rem 0.8rem 0.3rem 0; text-align: left; vertical-align: top; }
dt { font-weight: 600; }
dd { margin: 0 0 0.8rem; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
