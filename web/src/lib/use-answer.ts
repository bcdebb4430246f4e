import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type AnswerOf, api, type GetPath, type Schemas, type SimulationBody } from "./api.ts";
import { answerFailure, ProblemFailure, requestFailure } from "./problem-failure.ts";

/** How long a request may take before it counts as lost. */
const PATIENCE_MILLISECONDS = 30_000;
/** How soon what is refused for now (503) is asked for again by itself. */
const RETRY_MILLISECONDS = 3_000;

/** A body and the address that it came from. */
export type Answer<Body> = { body: Body; url: string };
type Parameters = {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
};

export function answerKey(path: GetPath, parameters: Parameters = {}) {
  return ["answer", path, parameters] as const;
}

/**
 * The answer of a route, asked again every `refetchSeconds` where given. With `at` in the query the
 * answer is the same for ever, and is asked for once.
 */
export function useAnswer<Path extends GetPath>(
  path: Path,
  parameters: Parameters = {},
  options: {
    refetchSeconds?: number;
    /** How long an answer about the present is taken as it is. */
    staleSeconds?: number;
    enabled?: boolean;
    keepPrevious?: boolean;
    /** False where what shows the refusal asks the same: it would ask again each time it is shown. */
    retryOnMount?: boolean;
  } = {},
): UseQueryResult<Answer<AnswerOf<Path>>, ProblemFailure> {
  const fixed = parameters.query?.at !== undefined;
  const { refetchSeconds, staleSeconds = 1, enabled = true, keepPrevious = false } = options;
  return useQuery<Answer<AnswerOf<Path>>, ProblemFailure>({
    queryKey: answerKey(path, parameters),
    queryFn: ({ signal }) => ask(path, parameters, signal),
    enabled,
    retryOnMount: options.retryOnMount ?? true,
    staleTime: fixed ? Number.POSITIVE_INFINITY : staleSeconds * 1_000,
    placeholderData: keepPrevious ? (keepPreviousData as never) : undefined,
    refetchInterval: ({ state }) => {
      if (state.error instanceof ProblemFailure && isPassing(state.error))
        return RETRY_MILLISECONDS;
      return fixed || refetchSeconds === undefined ? false : refetchSeconds * 1_000;
    },
  });
}

/** @throws ProblemFailure for every answer but a success. */
export async function ask<Path extends GetPath>(
  path: Path,
  parameters: Parameters,
  signal?: AbortSignal,
): Promise<Answer<AnswerOf<Path>>> {
  const timeout = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  // The types of one path do not say that this is what they all have in common.
  const get = api.GET as unknown as (
    path: string,
    init: { params: Parameters; signal: AbortSignal },
  ) => Promise<{ data?: AnswerOf<Path>; error?: unknown; response: Response }>;
  try {
    const { data, error, response } = await get(path, {
      params: parameters,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (!response.ok || data === undefined) throw answerFailure(response, error);
    return { body: data, url: response.url };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw requestFailure(error);
  }
}

/**
 * What the server says to a simulation.
 * @throws ProblemFailure for every answer but a success.
 */
export async function askSimulation(
  account: string,
  body: SimulationBody,
  signal: AbortSignal,
): Promise<Answer<Schemas["Simulation"]>> {
  try {
    const { data, error, response } = await api.POST("/v1/accounts/{account}/simulate", {
      params: { path: { account } },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MILLISECONDS)]),
    });
    if (data === undefined) throw answerFailure(response, error);
    return { body: data, url: response.url };
  } catch (error) {
    if (signal.aborted) throw error;
    throw requestFailure(error);
  }
}

function isPassing({ problem }: ProblemFailure): boolean {
  return problem.status === 503 || problem.status === 0;
}
