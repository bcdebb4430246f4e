import { answerOf, type ClientResult } from "./answer-of.ts";

type Page = { next: string | null; at?: string };
type PagePlace = { cursor?: string; at?: string };

/**
 * The pages of a list, one after the other, all at the block vector of the first one:
 * `pagesOf((place) => client.GET("/v1/at-risk", { params: { query: { maxHealth: "1.05", ...place } } }))`.
 * A route without the parameter `at` (observations, histories) takes `place.cursor` alone.
 * @throws BallastProblem where a page is refused; `superseded` where a reorg took the vector away.
 */
export async function* pagesOf<Answer extends Page | undefined>(
  get: (place: PagePlace) => Promise<ClientResult<Answer>>,
): AsyncGenerator<Exclude<Answer, undefined>, void, void> {
  let place: PagePlace = {};
  while (true) {
    const page = await answerOf(get(place));
    yield page;
    if (page.next === null) return;
    const at = place.at ?? page.at;
    place = { cursor: page.next, ...(at !== undefined && { at }) };
  }
}

/** The items of all pages: `for await (const item of itemsOf((place) => client.GET(…)))`. */
export async function* itemsOf<Item>(
  get: (place: PagePlace) => Promise<ClientResult<Page & { items: Item[] }>>,
): AsyncGenerator<Item, void, void> {
  for await (const { items } of pagesOf(get)) yield* items;
}
