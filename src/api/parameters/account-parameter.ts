import { parseAccountId } from "../../core/identifiers.ts";
import { EXAMPLE_ACCOUNT } from "../answers/examples/moment.ts";
import { fromParser } from "./from-parser.ts";

export const accountParameter = fromParser(parseAccountId).openapi({
  type: "string",
  param: { name: "account", in: "path" },
  example: EXAMPLE_ACCOUNT,
  description: "An address, the same owner on every chain, or CAIP-10 for one chain.",
});
