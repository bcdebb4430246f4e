import { useRouteError } from "react-router";
import { ProblemNotice } from "../components/problem-notice.tsx";
import { ProblemFailure } from "../lib/problem-failure.ts";

/** In place of a view that broke; the shell around it stays. */
export function ViewFailed() {
  const error = useRouteError();
  if (error instanceof ProblemFailure) return <ProblemNotice failure={error} />;
  const text = error instanceof Error ? error.message : String(error);
  return (
    <section className="notice notice-bad" role="alert">
      <h1>This view has failed</h1>
      <p>
        The fault is the page's, not the data's: the API answers all the same. After an upgrade of
        the server a reload is enough.
      </p>
      <pre>{text}</pre>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        Load again
      </button>
    </section>
  );
}
