import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { hashSchema } from "../answers/identifier-schemas.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { methodologyText } from "../methodology/hash-methodology.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";

const methodologySchema = z
  .object({
    hash: hashSchema.openapi({
      description:
        "keccak-256 of `methodology` as JSON without white space, keys sorted by UTF-16 code unit.",
    }),
    methodology: z.looseObject({ version: z.string(), network: z.string() }),
  })
  .openapi("Methodology");

const current = createRoute({
  method: "get",
  path: "/v1/methodology",
  summary: "The rules in force: feeds, policies, assets, haircuts, markets",
  tags: ["methodology"],
  request: { query: z.strictObject({}) },
  responses: {
    200: {
      description: "The methodology with its hash.",
      content: { "application/json": { schema: methodologySchema } },
    },
  },
});

const byHash = createRoute({
  method: "get",
  path: "/v1/methodology/{hash}",
  summary: "The rules that an answer names by hash",
  tags: ["methodology"],
  request: {
    params: z.object({
      hash: z
        .string()
        .regex(/^0x[0-9a-fA-F]{64}$/, "expected 32 bytes: 0x and 64 hexadecimal digits")
        .openapi({ param: { name: "hash", in: "path" } }),
    }),
    query: z.strictObject({}),
  },
  responses: {
    200: {
      description: "The methodology with its hash.",
      content: { "application/json": { schema: methodologySchema } },
    },
    400: problemResponseSpec("A malformed hash."),
    404: problemResponseSpec("`unknown-methodology`."),
  },
});

export function methodologyRoutes(app: OpenAPIHono, { methodology }: AppDependencies): void {
  const answer = methodologyAnswer(methodology);

  app.openapi(current, (context) => context.json(answer, 200));

  app.openapi(byHash, (context) => {
    const { hash } = context.req.valid("param");
    if (hash.toLowerCase() !== methodology.hash) {
      throw new ProblemError({
        status: 404,
        code: "unknown-methodology",
        title: "Unknown methodology",
        detail: `${hash} is not the methodology in force, which is ${methodology.hash}.`,
      });
    }
    return context.json(answer, 200);
  });
}

/** The same JSON that is hashed, so that a reader can check the hash. */
function methodologyAnswer(methodology: HashedMethodology): z.infer<typeof methodologySchema> {
  return { hash: methodology.hash, methodology: JSON.parse(methodologyText(methodology)) };
}
