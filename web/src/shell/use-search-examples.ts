import { useMemo } from "react";
import type { SearchAsset } from "../lib/read-search.ts";
import { useAnswer } from "../lib/use-answer.ts";

/** What this installation knows by name: its assets, and a few of its accounts. */
export function useSearchExamples(enabled: boolean): {
  assets: readonly SearchAsset[];
  accounts: readonly string[];
} {
  const options = { enabled, staleSeconds: 120 };
  const prices = useAnswer("/v1/prices", {}, options);
  const atRisk = useAnswer("/v1/at-risk", { query: { maxHealth: "2", limit: 100 } }, options);
  return useMemo(
    () => ({
      assets: (prices.data?.body.items ?? []).map(({ asset, symbol }) => ({ asset, symbol })),
      accounts: [...new Set((atRisk.data?.body.items ?? []).map(({ account }) => account))],
    }),
    [prices.data, atRisk.data],
  );
}
