import { z } from "@hono/zod-openapi";
import { BallastError } from "../../core/ballast-error.ts";

/**
 * A validator of text by one of Ballast's parsers: the parser's BallastError becomes an issue with
 * its message, and its code becomes the problem's code.
 */
export function fromParser<Value>(parse: (text: string) => Value) {
  return z.string().transform((text, context): Value => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof BallastError)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { code: error.code } });
      return z.NEVER;
    }
  });
}
