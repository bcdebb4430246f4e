import { EXAMPLE_AT } from "../answers/examples/moment.ts";
import { parseAsOf } from "../vectors/parse-as-of.ts";
import { fromParser } from "./from-parser.ts";

export const asOfParameter = fromParser(parseAsOf).openapi({
  type: "string",
  param: { name: "at", in: "query" },
  example: EXAMPLE_AT,
  description:
    "A past moment: unix seconds, or blocks by chain, as an answer's own `at` names them. A chain that is not named has its newest block at or before the newest time named. With the digest after `~` the very blocks are meant: 410 `superseded` where a reorg has replaced one. The answer is the same for ever.",
});
