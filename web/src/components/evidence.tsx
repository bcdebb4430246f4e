import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from "react";
import type { Block, Cause, Price, Quantity } from "../lib/api.ts";
import { repeatUrl } from "../lib/repeat-url.ts";

/** The answer that the numbers of a part of the page come from. */
export type AnswerSource = {
  /** Repeats the answer byte for byte; of a POST the route. */
  url: string;
  /** Of a POST: what was sent. */
  sent?: unknown;
  body: unknown;
  at: string | null;
  blocks: readonly Pick<Block, "chain" | "number" | "hash" | "time">[];
};

export type EvidenceSubject = {
  title: string;
  value: Pick<Quantity, "decimal" | "raw" | "decimals"> | null;
  unit?: string;
  meaning?: string;
  /** JSON pointer into the source's body. */
  pointer?: string;
  prices?: readonly Price[];
  causes?: readonly Cause[];
  source: AnswerSource | null;
};

export const AnswerSourceContext = createContext<AnswerSource | null>(null);
const OpenContext = createContext<(subject: EvidenceSubject) => void>(() => undefined);

const EvidenceDialog = lazy(() => import("./evidence-dialog.tsx"));

/** Holds the one dialog in which every number of the page shows its evidence. */
export function EvidenceProvider({ children }: { children: ReactNode }) {
  const [subject, setSubject] = useState<EvidenceSubject | null>(null);
  const close = useCallback(() => setSubject(null), []);
  return (
    <OpenContext value={setSubject}>
      {children}
      {subject !== null && (
        <Suspense>
          <EvidenceDialog subject={subject} onClose={close} />
        </Suspense>
      )}
    </OpenContext>
  );
}

export function useEvidence(): (subject: EvidenceSubject) => void {
  return useContext(OpenContext);
}

type AnswerBody = { at?: string; blocks?: readonly Block[] };

/** Tells the numbers inside which answer they are of. `sent` is the body of a POST. */
export function AnswerSource(parameters: {
  answer: { body: unknown; url: string };
  sent?: unknown;
  children: ReactNode;
}) {
  const { answer, sent, children } = parameters;
  const value = useMemo<AnswerSource>(() => {
    const { at = null, blocks = [] } = answer.body as AnswerBody;
    return {
      url: sent === undefined ? repeatUrl(answer.url, at) : answer.url,
      sent,
      body: answer.body,
      at,
      blocks,
    };
  }, [answer, sent]);
  return <AnswerSourceContext value={value}>{children}</AnswerSourceContext>;
}
