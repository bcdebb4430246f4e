import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useMemo,
  useState,
} from "react";
import type { StreamState } from "../lib/use-event-stream.ts";

type StreamStates = {
  states: ReadonlyMap<string, StreamState>;
  report(id: string, state: StreamState | null): void;
};

const Context = createContext<StreamStates>({ states: new Map(), report: () => undefined });

/** What the streams of the view on screen are doing, for the mark of freshness in the header. */
export function StreamStatesProvider({ children }: { children: ReactNode }) {
  const [states, setStates] = useState<ReadonlyMap<string, StreamState>>(new Map());
  const value = useMemo<StreamStates>(
    () => ({
      states,
      report: (id, state) =>
        setStates((before) => {
          if ((before.get(id) ?? null) === state) return before;
          const after = new Map(before);
          if (state === null) after.delete(id);
          else after.set(id, state);
          return after;
        }),
    }),
    [states],
  );
  return <Context value={value}>{children}</Context>;
}

export function useReportStream(state: StreamState): void {
  const id = useId();
  const { report } = useContext(Context);
  useEffect(() => report(id, state), [report, id, state]);
  useEffect(() => () => report(id, null), [report, id]);
}

export function useStreamIsWaiting(): boolean {
  return [...useContext(Context).states.values()].includes("waiting");
}
