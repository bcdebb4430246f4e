import { createHttpFetcher, type HttpFetcherParameters } from "./create-http-fetcher.ts";
import type { HttpService } from "./http-service.ts";
import type { HttpSource } from "./http-source.ts";
import { parseDefillama } from "./parse-defillama.ts";

/** A service with DefiLlama's interface: `GET /prices/current/{coins}`. */
export function createDefillamaService(
  parameters: Omit<HttpFetcherParameters, "name" | "headers"> & {
    sources: readonly Extract<HttpSource, { kind: "defillama" }>[];
  },
): HttpService {
  const { sources, ...fetcher } = parameters;
  const { get } = createHttpFetcher({ ...fetcher, name: "DefiLlama" });
  const coins = sources.map(({ coin }) => encodeURIComponent(coin)).join(",");
  return {
    kind: "defillama",
    collect: () => get(`/prices/current/${coins}`, ({ body }) => parseDefillama({ body, sources })),
  };
}
