import { QueryClient } from "@tanstack/react-query";
import { ProblemFailure } from "./problem-failure.ts";

/** The server says itself what is worth asking again: 503, and nothing else but a lost connection. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < 2 &&
          error instanceof ProblemFailure &&
          (error.problem.status === 503 || error.problem.status === 0),
        retryDelay: (_failures, error) =>
          1_000 * Math.min((error instanceof ProblemFailure && error.retryAfterSeconds) || 1, 5),
      },
    },
  });
}
