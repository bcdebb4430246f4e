import { z } from "@hono/zod-openapi";

export const csvTextSchema = z.string().openapi("Csv", {
  description:
    "A table by RFC 4180 with a header. A column is named by the place of its value in the JSON answer; null is empty. A text that a spreadsheet might take for a formula has a ' in front.",
});
