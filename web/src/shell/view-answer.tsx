import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Block } from "../lib/api.ts";

/** What the shell shows of the answer on view: its moment, and how good it is. */
export type ViewAnswer = {
  /** The answer's own block vector. */
  at: string;
  /** Unix seconds. */
  evaluatedAt: number;
  blocks?: readonly Pick<Block, "chain" | "number" | "time">[];
  status?: string;
};

type Reported = { answer: ViewAnswer | null; report(answer: ViewAnswer | null): void };
const Context = createContext<Reported>({ answer: null, report: () => undefined });

export function ViewAnswerProvider({ children }: { children: ReactNode }) {
  const [answer, report] = useState<ViewAnswer | null>(null);
  const value = useMemo(() => ({ answer, report }), [answer]);
  return <Context value={value}>{children}</Context>;
}

/** A view tells the shell which answer it shows; nothing (undefined) while it has none. */
export function useReportAnswer(answer: ViewAnswer | undefined): void {
  const { report } = useContext(Context);
  const { at, evaluatedAt, blocks, status } = answer ?? {};
  useEffect(() => {
    if (at === undefined || evaluatedAt === undefined) report(null);
    else report({ at, evaluatedAt, blocks, status });
  }, [report, at, evaluatedAt, blocks, status]);
  useEffect(() => () => report(null), [report]);
}

export function useViewAnswer(): ViewAnswer | null {
  return useContext(Context).answer;
}
