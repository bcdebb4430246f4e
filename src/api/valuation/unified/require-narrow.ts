import { usdAnswer } from "../../answers/quantity.ts";
import { ProblemError } from "../../errors/problem-error.ts";
import type { UnifiedValue } from "./unified-value.ts";

/**
 * Refuses a unified value whose bounds are wider than the caller accepts.
 * @throws ProblemError 503 `too-wide` with what makes the width.
 */
export function requireNarrow(
  { bounds: { unified } }: Pick<UnifiedValue, "bounds">,
  maximumWidthBps: number,
): void {
  if (unified !== null && unified.widthBps <= BigInt(maximumWidthBps)) return;
  throw new ProblemError({
    status: 503,
    code: "too-wide",
    title: "Less certain than asked for",
    detail:
      unified === null
        ? "The unified value is not known, so neither are its bounds."
        : `The bounds of the unified value are ${unified.widthBps} bps wide; at most ${maximumWidthBps} are accepted.`,
    extensions: {
      widthBps: unified === null ? null : Number(unified.widthBps),
      maxWidthBps: maximumWidthBps,
      shares: unified?.shares.map(({ source, wad }) => ({ source, width: usdAnswer(wad) })) ?? null,
    },
    headers: { "Retry-After": "2" },
  });
}
