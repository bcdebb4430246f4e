import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useState,
} from "react";
import type { StreamState } from "../lib/use-event-stream.ts";

type Report = (id: string, state: StreamState | null) => void;

const StatesContext = createContext<ReadonlyMap<string, StreamState>>(new Map());
const ReportContext = createContext<Report>(() => undefined);

/** What the streams of the view on screen are doing, for the mark of freshness in the header. */
export function StreamStatesProvider({ children }: { children: ReactNode }) {
  const [states, setStates] = useState<ReadonlyMap<string, StreamState>>(new Map());
  const report = useCallback<Report>(
    (id, state) =>
      setStates((before) => {
        if ((before.get(id) ?? null) === state) return before;
        const after = new Map(before);
        if (state === null) after.delete(id);
        else after.set(id, state);
        return after;
      }),
    [],
  );
  return (
    <ReportContext value={report}>
      <StatesContext value={states}>{children}</StatesContext>
    </ReportContext>
  );
}

export function useReportStream(state: StreamState): void {
  const id = useId();
  const report = useContext(ReportContext);
  useEffect(() => report(id, state), [report, id, state]);
  useEffect(() => () => report(id, null), [report, id]);
}

export function useStreamIsWaiting(): boolean {
  return [...useContext(StatesContext).values()].includes("waiting");
}
