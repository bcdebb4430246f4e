import { reorganising } from "../errors/reorganising.ts";
import type { LiveBook } from "./create-live-book.ts";
import type { Standing } from "./standing.ts";
import { SupersededError } from "./superseded-error.ts";

const ATTEMPTS = 4;

/**
 * What is worked out where the book stands, again where a reorg takes that away meanwhile.
 * @throws ProblemError 503 `reorganising` where it happens again and again, and as `LiveBook.newest`.
 */
export async function atNewestStanding<Result>(
  book: Pick<LiveBook, "newest">,
  work: (standing: Standing) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await work(await book.newest());
    } catch (error) {
      if (!(error instanceof SupersededError)) throw error;
    }
  }
  throw reorganising();
}
