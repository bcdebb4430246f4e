import { parseAccountId } from "../../core/identifiers.ts";
import { fromParser } from "./from-parser.ts";

export const accountParameter = fromParser(parseAccountId).openapi({
  type: "string",
  param: { name: "account", in: "path" },
  example: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  description: "An address, the same owner on every chain, or CAIP-10 for one chain.",
});
