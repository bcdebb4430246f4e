import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
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

type Report = (answer: ViewAnswer | null) => void;

const AnswerContext = createContext<ViewAnswer | null>(null);
const ReportContext = createContext<Report>(() => undefined);

export function ViewAnswerProvider({ children }: { children: ReactNode }) {
  const [answer, report] = useState<ViewAnswer | null>(null);
  return (
    <ReportContext value={report}>
      <AnswerContext value={answer}>{children}</AnswerContext>
    </ReportContext>
  );
}

/** A view tells the shell which answer it shows; nothing (undefined) while it has none. */
export function useReportAnswer(answer: ViewAnswer | undefined): void {
  const report = useContext(ReportContext);
  const { at, evaluatedAt, blocks, status } = answer ?? {};
  useEffect(() => {
    if (at === undefined || evaluatedAt === undefined) report(null);
    else report({ at, evaluatedAt, blocks, status });
  }, [report, at, evaluatedAt, blocks, status]);
  useEffect(() => () => report(null), [report]);
}

export function useViewAnswer(): ViewAnswer | null {
  return useContext(AnswerContext);
}
