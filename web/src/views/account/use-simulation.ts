import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { Schemas } from "../../lib/api.ts";
import type { ProblemFailure } from "../../lib/problem-failure.ts";
import { type Answer, askSimulation } from "../../lib/use-answer.ts";
import { simulationRequest, type WhatIf } from "./what-if.ts";

/** How long a slider must rest before the server is asked. */
const REST_MILLISECONDS = 200;

/** Asks `POST /v1/accounts/{account}/simulate` once the inputs rest. `sent` is null for no change. */
export function useSimulation(parameters: {
  account: string;
  at: string | undefined;
  whatIf: WhatIf;
}) {
  const { account, at, whatIf } = parameters;
  const [rested, setRested] = useState(whatIf);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(whatIf), REST_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [whatIf]);
  const sent = useMemo(() => simulationRequest(rested, at), [rested, at]);
  const query = useQuery<Answer<Schemas["Simulation"]>, ProblemFailure>({
    queryKey: ["simulation", account, sent],
    queryFn: sent === null ? skipToken : ({ signal }) => askSimulation(account, sent, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  return { query, sent };
}
