import { useCallback } from "react";
import { useAnswer } from "./use-answer.ts";

/** Names of chains by CAIP-2; the id itself until they are known. */
export function useChainNames(): (chain: string) => string {
  const { data } = useAnswer("/v1/chains", {}, { staleSeconds: 600, retryOnMount: false });
  return useCallback(
    (chain: string) => data?.body.chains.find((one) => one.chain === chain)?.name ?? chain,
    [data],
  );
}
