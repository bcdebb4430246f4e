import { useCallback, useRef } from "react";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useEventStream } from "../../lib/use-event-stream.ts";

const EVENTS = ["reset", "account", "vector"] as const;
/** Blocks of several chains come close together: one answer for all of them. */
const TOGETHER_MILLISECONDS = 400;
/** Where the stream is away. */
const FALLBACK_SECONDS = 10;

/**
 * The account's answer, at the address's moment or as it changes. The stream says when there is
 * another one; the answer is asked for as a whole, so that all of its numbers, the bounds and the
 * prices' evidence with them, are of one block vector.
 */
export function useAccount(account: string) {
  const { at, isLive, query } = useAsOf();
  const result = useAnswer(
    "/v1/accounts/{account}/collateral",
    { path: { account }, query },
    { refetchSeconds: FALLBACK_SECONDS },
  );
  const { refetch } = result;
  const timer = useRef<number | undefined>(undefined);
  const onEvent = useCallback(
    ({ name }: { name: string }) => {
      if (name === "reset" || timer.current !== undefined) return;
      timer.current = window.setTimeout(async () => {
        await refetch({ cancelRefetch: false });
        timer.current = undefined;
      }, TOGETHER_MILLISECONDS);
    },
    [refetch],
  );
  useEventStream({
    // A refused account has no stream either.
    path:
      isLive && result.data !== undefined
        ? `/v1/accounts/${encodeURIComponent(account)}/stream`
        : null,
    names: EVENTS,
    onEvent,
  });
  return { query: result, at };
}
