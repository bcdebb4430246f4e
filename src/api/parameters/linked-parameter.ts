import { z } from "@hono/zod-openapi";

/** `?linked=true`. */
export const linkedParameter = z
  .enum(["true", "false"])
  .transform((text) => text === "true")
  .openapi({
    type: "string",
    enum: ["true", "false"],
    param: { name: "linked", in: "query" },
    example: "false",
    description:
      "`true`: the account together with every account that signed links join it with, each on its own chains; `linkedAccounts` and `links` say which and why.",
  });
