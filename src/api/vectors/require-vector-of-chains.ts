import { reorganising } from "../errors/reorganising.ts";
import { isVectorOfChains } from "./is-same-vector.ts";

/** @throws ProblemError 503 `reorganising` where a block of the vector is part of its chain no longer. */
export async function requireVectorOfChains(
  parameters: Parameters<typeof isVectorOfChains>[0],
): Promise<void> {
  if (!(await isVectorOfChains(parameters))) throw reorganising();
}
