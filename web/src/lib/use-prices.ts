import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { AnswerOf, Schemas } from "./api.ts";
import { type Answer, answerKey, useAnswer } from "./use-answer.ts";
import { useAsOf } from "./use-as-of.ts";
import { useEventStream } from "./use-event-stream.ts";

type Prices = AnswerOf<"/v1/prices">;
type PriceEvent = Schemas["PriceEvent"]["data"];

const EVENTS = ["reset", "prices", "vector"] as const;
/** The stream tells no ages, and may be away. */
const REFETCH_SECONDS = 30;

/** Prices with the evidence of every feed, at the address's moment or as they change. */
export function usePrices(assets?: string) {
  const { isLive, query } = useAsOf();
  const client = useQueryClient();
  const parameters = { query: { ...query, ...(assets !== undefined && { assets }) } };
  const result = useAnswer("/v1/prices", parameters, { refetchSeconds: REFETCH_SECONDS });
  const onEvent = useCallback(
    ({ data }: { data: unknown }) => {
      client.setQueryData<Answer<Prices>>(
        answerKey("/v1/prices", assets === undefined ? { query: {} } : { query: { assets } }),
        (before) => before && { ...before, body: mergePrices(before.body, data as PriceEvent) },
      );
    },
    [client, assets],
  );
  const search = assets === undefined ? "" : `?assets=${encodeURIComponent(assets)}`;
  useEventStream({
    path: isLive && result.data !== undefined ? `/v1/prices/stream${search}` : null,
    names: EVENTS,
    onEvent,
  });
  return result;
}

/** What an event changes: prices that are others now, and how far all of them hold. */
function mergePrices(before: Prices, event: PriceEvent): Prices {
  const isReorganised = "superseded" in event && event.superseded !== null;
  if (event.evaluatedAt < before.evaluatedAt && !isReorganised) return before;
  const items = "items" in event ? event.items : [];
  const changed = new Map(items.map((item) => [item.asset, item]));
  return {
    ...before,
    items: before.items.map((item) => changed.get(item.asset) ?? item),
    blocks: before.blocks.map((block) => {
      const now = event.blocks.find(({ chain }) => chain === block.chain);
      return now === undefined ? block : { ...block, ...now };
    }),
    at: event.at,
    evaluatedAt: event.evaluatedAt,
  };
}
