import { useCallback } from "react";
import { useAnswer } from "./use-answer.ts";

/** Symbols of the methodology's assets by CAIP-19; null for another asset, or until they are known. */
export function useSymbols(): (asset: string) => string | null {
  const { data } = useAnswer("/v1/prices", {}, { staleSeconds: 600 });
  return useCallback(
    (asset: string) => data?.body.items.find((item) => item.asset === asset)?.symbol ?? null,
    [data],
  );
}
