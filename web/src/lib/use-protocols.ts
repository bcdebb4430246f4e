import { useMemo } from "react";
import { useAnswer } from "./use-answer.ts";

/** Protocols in which the methodology knows markets, in alphabetical order; none until they are known. */
export function useProtocols(): readonly string[] {
  const { data } = useAnswer("/v1/methodology", {}, { staleSeconds: 600 });
  return useMemo(() => {
    const { markets = [] } = (data?.body.methodology ?? {}) as {
      markets?: readonly { protocol: string }[];
    };
    return [...new Set(markets.map(({ protocol }) => protocol))].sort();
  }, [data]);
}
