import type { components, paths } from "../../../../client/openapi.ts";
import { comparePlaces } from "../../../../src/api/book/at-risk-entry.ts";

type Item = components["schemas"]["AtRisk"];
type Unknown = components["schemas"]["AtRiskUnknown"];
type Place = Pick<Item, "account" | "chain" | "marketId" | "part">;
type Page = paths["/v1/at-risk"]["get"]["responses"][200]["content"]["application/json"];

/** The whole list at one block vector, as the stream tells it. */
export type AtRiskList = Pick<Page, "at" | "evaluatedAt"> & {
  items: readonly Item[];
  unknown: readonly Unknown[];
  blocks: readonly Pick<Page["blocks"][number], "chain" | "number" | "hash" | "time">[];
};

/** What an event of the stream says; a `vector` only that the list goes on. */
export type AtRiskEvent = Pick<AtRiskList, "at" | "evaluatedAt" | "blocks"> & {
  items?: readonly Item[];
  unknown?: readonly Unknown[];
  gone?: readonly Place[];
};

/** The list after an event; null where there is none to change yet. */
export function afterEvent(
  list: AtRiskList | null,
  name: string,
  event: AtRiskEvent,
): AtRiskList | null {
  const { at, evaluatedAt, blocks, items = [], unknown = [], gone = [] } = event;
  const moment = { at, evaluatedAt, blocks };
  if (name === "reset") {
    return { ...moment, items: sorted(items), unknown: sorted(unknown) };
  }
  if (list === null) return null;
  if (name === "vector") return { ...list, ...moment };
  const told = new Set([...items, ...unknown, ...gone].map(keyOf));
  const kept = <One extends Place>(some: readonly One[]) =>
    some.filter((one) => !told.has(keyOf(one)));
  return {
    ...moment,
    items: sorted([...kept(list.items), ...items]),
    unknown: sorted([...kept(list.unknown), ...unknown]),
  };
}

/** Of one entry, however its figures change. */
export function keyOf({ account, chain, marketId, part }: Place): string {
  return `${account} ${chain} ${marketId} ${part}`;
}

/** In the order of the route, so that the same place in its answer is the same entry. */
function sorted<One extends Place & { healthFactor?: Item["healthFactor"] }>(
  entries: readonly One[],
): One[] {
  return entries
    .map((entry) => ({
      entry,
      place: {
        healthFactorWad: entry.healthFactor == null ? null : BigInt(entry.healthFactor.raw),
        chainId: Number(entry.chain.split(":")[1]),
        ...{ account: entry.account, marketId: entry.marketId, part: entry.part },
      },
    }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ entry }) => entry);
}
