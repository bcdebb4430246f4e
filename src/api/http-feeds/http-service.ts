import type { HttpAnswer } from "./create-http-fetcher.ts";
import type { HttpFeedKind } from "./http-source.ts";
import type { ReadAnswer } from "./received-value.ts";

/** A service that is asked for the values of all its feeds at once. */
export type HttpService = {
  kind: HttpFeedKind;
  /** @throws BallastError `http-feed` where no URL gives an answer that can be read. */
  collect(): Promise<{ answer: HttpAnswer; value: ReadAnswer }>;
};
