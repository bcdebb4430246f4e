import { parseChainCaip2 } from "../../core/identifiers.ts";
import { EXAMPLE_CHAIN } from "../answers/examples/moment.ts";
import { fromParser } from "./from-parser.ts";

/** `?chains=eip155:1,eip155:10`: chain ids, without repeats. */
export const chainsParameter = fromParser((text) => [
  ...new Set(text.split(",").map(parseChainCaip2)),
]).openapi({
  type: "string",
  param: { name: "chains", in: "query" },
  example: EXAMPLE_CHAIN,
  description: "Chains whose positions count, as CAIP-2, separated by commas. Default: all.",
});
