import { chainCaip2 } from "../../core/identifiers.ts";
import { ProblemError } from "./problem-error.ts";

/** The nodes of these chains do not say what is final. */
export function finalityUnknown(chainIds: readonly number[]): ProblemError {
  const chains = chainIds.map(chainCaip2);
  return new ProblemError({
    status: 503,
    code: "finality-unknown",
    title: "Finality unknown",
    detail: `The nodes of ${chains.join(", ")} do not say which block is final.`,
    extensions: { chains },
    headers: { "Retry-After": "2" },
  });
}
