import type { PythSigners } from "../../../config/network.ts";
import { createHttpFetcher, type HttpFetcherParameters } from "./create-http-fetcher.ts";
import type { HttpService } from "./http-service.ts";
import type { HttpSource } from "./http-source.ts";
import { parseHermes } from "./parse-hermes.ts";

/**
 * Hermes, the service that hands out Pyth's prices: `GET /v2/updates/price/latest`. The key goes into
 * the header that Pyth asks for since August 2026.
 * @param parameters.signers With them only what they signed is taken; null takes the service's word.
 */
export function createHermesService(
  parameters: Omit<HttpFetcherParameters, "name" | "headers"> & {
    sources: readonly Extract<HttpSource, { kind: "hermes" }>[];
    apiKey: string | undefined;
    signers: PythSigners | null;
  },
): HttpService {
  const { sources, apiKey, signers, ...fetcher } = parameters;
  const { get } = createHttpFetcher({
    ...fetcher,
    name: "Hermes",
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
  });
  const query = new URLSearchParams({
    parsed: "true",
    encoding: "hex",
    // Otherwise one unknown id makes the whole answer a 404.
    ignore_invalid_price_ids: "true",
  });
  for (const { priceId } of sources) query.append("ids[]", priceId);
  return {
    kind: "hermes",
    collect: () =>
      get(`/v2/updates/price/latest?${query}`, ({ body, receivedAt }) =>
        parseHermes({
          body,
          sources,
          signers,
          nowSeconds: Math.floor(receivedAt.getTime() / 1_000),
        }),
      ),
  };
}
