import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ProblemFailure } from "../lib/problem-failure.ts";
import type { Answer } from "../lib/use-answer.ts";
import { AnswerSource } from "./evidence.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

/**
 * What a view shows of a request: waiting, refused, or the answer, whose numbers then know their
 * source. An answer stays on view where the next one fails, with the refusal above it.
 */
export function AnswerState<Body>(parameters: {
  query: UseQueryResult<Answer<Body>, ProblemFailure>;
  /** What is being waited for. */
  what: string;
  children(body: Body): ReactNode;
}) {
  const { query, what, children } = parameters;
  const notice = query.error !== null && (
    <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />
  );
  if (query.data === undefined) {
    return notice || <p className="waiting">Waiting for {what}…</p>;
  }
  return (
    <>
      {notice}
      <AnswerSource answer={query.data}>{children(query.data.body)}</AnswerSource>
    </>
  );
}
