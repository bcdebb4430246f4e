import { useEffect, useRef, useState } from "react";
import {
  type BlockSample,
  blockInterval,
  type Freshness,
  judgeFreshness,
} from "../lib/judge-freshness.ts";
import { useChainNames } from "../lib/use-chain-names.ts";
import { useHealth } from "../lib/use-health.ts";
import { useStreamIsWaiting } from "./stream-states.tsx";
import { useViewAnswer } from "./view-answer.tsx";

/** Answers that the pace of a chain is taken from. */
const MOST_SAMPLES = 40;
/** A stream that comes back within this time is nobody's concern. */
const STREAM_PATIENCE_MILLISECONDS = 4_000;

export function useFreshness(): Freshness {
  const { health, silentSince } = useHealth();
  const nameOf = useChainNames();
  const answer = useViewAnswer();
  const samples = useRef(new Map<string, BlockSample[]>());
  useEffect(() => {
    for (const { chain, indexed } of health?.chains ?? []) {
      const known = samples.current.get(chain) ?? [];
      if (indexed === null || known.at(-1)?.number === indexed.number) continue;
      samples.current.set(chain, [...known, indexed].slice(-MOST_SAMPLES));
    }
  }, [health]);

  const waiting = useStreamIsWaiting();
  const [streamIsWaiting, setStreamIsWaiting] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(
      () => setStreamIsWaiting(waiting),
      waiting ? STREAM_PATIENCE_MILLISECONDS : 0,
    );
    return () => window.clearTimeout(timer);
  }, [waiting]);

  const intervals = new Map(
    [...samples.current].flatMap(([chain, some]) => {
      const interval = blockInterval(some);
      return interval === null ? [] : [[chain, interval] as const];
    }),
  );
  return judgeFreshness({
    health,
    silentSeconds: silentSince === null ? null : (Date.now() - silentSince) / 1_000,
    intervals,
    streamIsWaiting,
    answerStatus: answer?.status ?? null,
    nameOf,
  });
}
