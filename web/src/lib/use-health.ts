import { useQuery } from "@tanstack/react-query";
import type { ServerHealth } from "./judge-freshness.ts";
import { ProblemFailure } from "./problem-failure.ts";
import { ask } from "./use-answer.ts";

const INTERVAL_MILLISECONDS = 3_000;

/** What the server says of itself, every few seconds; its 503 is an answer too. */
export function useHealth(): { health: ServerHealth | null; silentSince: number | null } {
  const query = useQuery<ServerHealth, ProblemFailure>({
    queryKey: ["health"],
    queryFn: async ({ signal }) => {
      try {
        return (await ask("/v1/health", {}, signal)).body;
      } catch (error) {
        const health = error instanceof ProblemFailure ? error.problem.health : undefined;
        if (health !== undefined) return health as ServerHealth;
        throw error;
      }
    },
    retry: false,
    refetchInterval: INTERVAL_MILLISECONDS,
    networkMode: "always",
  });
  return {
    health: query.data ?? null,
    silentSince: query.isError ? query.dataUpdatedAt : null,
  };
}
