import type { Book } from "./create-book.ts";
import {
  type BookFollower,
  type BookFollowerSource,
  createBookFollower,
} from "./create-book-follower.ts";
import {
  createStandingReader,
  type StandingReader,
  type StandingReaderSource,
} from "./create-standing-reader.ts";

export type LiveBook = Omit<BookFollower, "current"> &
  StandingReader &
  Pick<Book, "protocols" | "size">;

/** The book as it follows the index, and what is asked of it where it stands. */
export function createLiveBook(source: BookFollowerSource & StandingReaderSource): LiveBook {
  const { book } = source;
  const { current, ...follower } = createBookFollower(source);
  const standsAt = ({ key }: { key: string }) => key === current()?.key && book.isBuilt();
  return {
    ...follower,
    ...createStandingReader({ ...source, standsAt }),
    protocols: book.protocols,
    size: book.size,
  };
}
