import type { Context } from "ponder:registry";

/** What a handler's helper needs of Ponder's context, whichever event it serves. */
export type IndexingContext = {
  chain: { id: number };
  db: Context["db"];
  client: Context["client"];
};
