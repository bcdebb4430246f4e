import { useEffect, useState } from "react";
import type { Answer } from "../../lib/use-answer.ts";
import { useEventStream } from "../../lib/use-event-stream.ts";
import { type AtRiskEvent, type AtRiskList, afterEvent } from "./at-risk-list.ts";

/** Most of a page of the route: what is beyond it on the list has no place in one answer. */
export const PAGE_ITEMS = 500;

/**
 * The list as it changes; null until the stream has told it, and in an answer about the past. Its
 * address repeats it as the route answers it.
 */
export function useAtRisk(
  filter: Record<string, string>,
  isLive: boolean,
): Answer<AtRiskList> | null {
  const search = new URLSearchParams(filter).toString();
  const path = isLive ? `/v1/at-risk/stream${search === "" ? "" : `?${search}`}` : null;
  const [told, setTold] = useState<{ path: string | null; list: AtRiskList | null }>({
    ...{ path, list: null },
  });
  useEffect(() => {
    setTold((before) => (before.path === path ? before : { path, list: null }));
  }, [path]);
  useEventStream({
    path,
    names: ["reset", "at-risk", "vector"],
    onEvent: ({ name, data }) =>
      setTold((before) => ({
        path,
        list: afterEvent(before.path === path ? before.list : null, name, data as AtRiskEvent),
      })),
  });
  if (told.path !== path || told.list === null) return null;
  const url = new URL("/v1/at-risk", window.location.origin);
  for (const [name, value] of Object.entries(filter)) url.searchParams.set(name, value);
  url.searchParams.set("limit", String(PAGE_ITEMS));
  return { body: told.list, url: url.href };
}
