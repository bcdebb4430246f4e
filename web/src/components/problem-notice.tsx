import { Link, useLocation } from "react-router";
import { formatDuration } from "../lib/format-units.ts";
import type { ProblemFailure } from "../lib/problem-failure.ts";
import { problemRemedy } from "../lib/problem-remedy.ts";
import { encodeAt } from "../lib/use-as-of.ts";
import { useChainNames } from "../lib/use-chain-names.ts";

type ChainOfProblem = {
  chain: string;
  indexed: { number: number } | null;
  head: { number: number } | null;
  ageSeconds: number | null;
};

/** A refusal of the API as it stands: what, why, its code, what to do. */
export function ProblemNotice(parameters: { failure: ProblemFailure; onRetry?(): void }) {
  const { failure, onRetry } = parameters;
  const { problem } = failure;
  const { pathname } = useLocation();
  const nameOf = useChainNames();
  const progress = progressOf(problem.progress);
  const passes = problem.status === 503 || problem.status === 0;
  return (
    <section className={`notice ${passes ? "notice-warn" : "notice-bad"}`} role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.detail}</p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ pointer, detail }) => (
            <li key={`${pointer}${detail}`}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {progress !== null && (
        <p className="progress">
          <progress value={progress.done} max={progress.total} aria-label="Progress" />
          {progress.done.toLocaleString("en")} of {progress.total.toLocaleString("en")}
        </p>
      )}
      {Array.isArray(problem.chains) && (
        <ul>
          {(problem.chains as ChainOfProblem[]).map(({ chain, indexed, head, ageSeconds }) => (
            <li key={chain}>
              {nameOf(chain)}: indexed {indexed === null ? "nothing" : `block ${indexed.number}`},
              head {head === null ? "unknown" : `block ${head.number}`}
              {ageSeconds !== null && `, ${formatDuration(ageSeconds)} old`}
            </li>
          ))}
        </ul>
      )}
      <p>{problemRemedy(problem)}</p>
      {problem.code === "superseded" && typeof problem.at === "string" && (
        <p>
          <Link to={`${pathname}?at=${encodeAt(problem.at)}`}>What is there now</Link>
        </p>
      )}
      {problem.code === "ambiguous-account" && Array.isArray(problem.accounts) && (
        <ul>
          {(problem.accounts as string[]).map((account) => (
            <li key={account}>
              <Link to={`/accounts/${account}`}>{account}</Link>
            </li>
          ))}
        </ul>
      )}
      <p className="notice-end">
        {onRetry !== undefined && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
        <code>{problem.code}</code>
        {problem.status > 0 && <span className="muted">HTTP {problem.status}</span>}
        {problem.requestId !== undefined && (
          <span className="muted">request {problem.requestId}</span>
        )}
      </p>
    </section>
  );
}

function progressOf(progress: unknown): { done: number; total: number } | null {
  if (typeof progress !== "object" || progress === null) return null;
  const numbers = Object.values(progress).filter((one) => typeof one === "number");
  const [done, total] = numbers;
  return done === undefined || total === undefined || total <= 0 ? null : { done, total };
}
