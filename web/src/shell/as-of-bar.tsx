import { useState } from "react";
import { useLocation } from "react-router";
import { CopyButton } from "../components/copy-button.tsx";
import { formatClock, formatTime } from "../lib/format-units.ts";
import { encodeAt, useAsOf } from "../lib/use-as-of.ts";
import { useChainNames } from "../lib/use-chain-names.ts";
import { useViewAnswer } from "./view-answer.tsx";

/** The moment that the view is about, how to go to another, and the address that repeats it. */
export function AsOfBar() {
  const { isLive, goTo } = useAsOf();
  const answer = useViewAnswer();
  const nameOf = useChainNames();
  return (
    <section className={isLive ? "as-of" : "as-of as-of-past"} aria-label="Moment">
      <p className="as-of-text">
        <strong>{isLive ? "Newest" : "In the past"}</strong>
        {answer !== null && (
          <>
            {" · as of "}
            <time dateTime={new Date(answer.evaluatedAt * 1_000).toISOString()}>
              {isLive ? formatClock(answer.evaluatedAt) : formatTime(answer.evaluatedAt)} UTC
            </time>
            <span className="as-of-blocks">
              {(answer.blocks ?? []).map(({ chain, number }) => (
                <span key={chain}>
                  {nameOf(chain)} <span className="number">{number.toLocaleString("en")}</span>
                </span>
              ))}
            </span>
          </>
        )}
      </p>
      <div className="as-of-actions">
        {!isLive && (
          <button type="button" className="button" onClick={() => goTo(undefined)}>
            Back to live
          </button>
        )}
        <MomentForm />
        <LinkToThis />
      </div>
    </section>
  );
}

function LinkToThis() {
  const answer = useViewAnswer();
  const { pathname, search } = useLocation();
  if (answer === null) return null;
  const parameters = new URLSearchParams(search);
  parameters.delete("at");
  const rest = parameters.size === 0 ? "" : `&${parameters}`;
  const url = `${window.location.origin}${pathname}?at=${encodeAt(answer.at)}${rest}`;
  return <CopyButton text={url} label="Link to exactly this" />;
}

/** Goes to a moment given as a UTC time. */
function MomentForm() {
  const { goTo } = useAsOf();
  const answer = useViewAnswer();
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen) {
    return (
      <button type="button" className="quiet-button" onClick={() => setIsOpen(true)}>
        Another moment…
      </button>
    );
  }
  return (
    <form
      className="moment"
      onSubmit={(event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget).get("moment");
        const milliseconds = Date.parse(`${value}Z`);
        if (!Number.isFinite(milliseconds)) return;
        setIsOpen(false);
        goTo(String(Math.floor(milliseconds / 1_000)));
      }}
    >
      <label>
        UTC{" "}
        <input
          type="datetime-local"
          name="moment"
          step="1"
          required
          // biome-ignore lint/a11y/noAutofocus: the form opens because its button was pressed.
          autoFocus
          defaultValue={
            answer === null ? undefined : formatTime(answer.evaluatedAt).replace(" ", "T")
          }
        />
      </label>
      <button type="submit" className="button">
        Go
      </button>
      <button type="button" className="quiet-button" onClick={() => setIsOpen(false)}>
        Cancel
      </button>
    </form>
  );
}
