import createFetchClient from "openapi-fetch";
import { toBallastProblem } from "./ballast-problem.ts";
import type { components, paths } from "./openapi.ts";
import { type ReadEventsOptions, readEvents } from "./read-events.ts";

export { answerOf, type ClientResult } from "./answer-of.ts";
export { BallastProblem, type Problem } from "./ballast-problem.ts";
export type { components, paths } from "./openapi.ts";
export { itemsOf, pagesOf } from "./pages-of.ts";
export { rawAmount } from "./raw-amount.ts";

type Schemas = components["schemas"];

/** What the data of each stream's events is. */
type StreamEvents = {
  "/v1/prices/stream": Schemas["PriceEvent"];
  "/v1/at-risk/stream": Schemas["AtRiskEvent"];
  "/v1/accounts/{account}/stream": Schemas["AccountEvent"];
};

/** `params` as of the other calls. */
type StreamInit<Path extends keyof StreamEvents> = ReadEventsOptions & {
  params?: Pick<paths[Path]["get"]["parameters"], "query">;
} & (Path extends `${string}{account}${string}`
    ? { params: { path: { account: string } } }
    : unknown);

type Media = "application/json" | "application/problem+json";

export type BallastClientOptions = {
  /** Of the server, such as `https://ballast.example`; in a page of the same server `""`. */
  baseUrl: string;
  apiKey?: string;
  /** In place of the global one. */
  fetch?: (request: Request) => Promise<Response>;
};

/**
 * Every route of one Ballast server, with the types of its OpenAPI document.
 *
 * `client.GET("/v1/prices", { params: { query: { … } } })` resolves to `{ data }` or `{ error }`, the
 * problem that the server refuses with; `answerOf(client.GET(…))` throws it as a `BallastProblem`.
 * `client.events("/v1/prices/stream")` iterates over the events of a stream.
 */
export function createBallastClient({ baseUrl, apiKey, fetch }: BallastClientOptions) {
  const headers = apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` };
  const client = createFetchClient<paths, Media>({ baseUrl, headers, ...(fetch && { fetch }) });

  /**
   * The events of a stream for as long as they are read. A lost connection is opened again after the
   * last event, so that nothing is missed: what is not known any more comes as a `reset`.
   * @throws BallastProblem where the server refuses for good (a malformed parameter).
   */
  function events<Path extends keyof StreamEvents>(
    path: Path,
    ...[init]: Path extends `${string}{account}${string}`
      ? [init: StreamInit<Path>]
      : [init?: StreamInit<Path>]
  ): AsyncGenerator<StreamEvents[Path], void, void> {
    const { params, ...options } = (init ?? {}) as StreamInit<Path>;
    return readEvents(async ({ lastEventId, signal }) => {
      // A header of its own would cost a browser a second request, to ask whether it may be sent.
      const query = { ...params?.query, lastEventId };
      const { data, error, response } = await client.GET(path as "/v1/prices/stream", {
        params: { ...params, query },
        ...{ parseAs: "stream", cache: "no-store", signal },
      });
      if (!response.ok || data == null) throw toBallastProblem(error, response);
      return data as unknown as ReadableStream<Uint8Array>;
    }, options);
  }

  return { ...client, events };
}
