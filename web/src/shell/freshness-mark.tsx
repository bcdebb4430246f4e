import { useEffect, useId, useRef } from "react";
import type { FreshnessLevel } from "../lib/judge-freshness.ts";
import { useAsOf } from "../lib/use-as-of.ts";
import { useAnnounce } from "./announcer.tsx";
import { useFreshness } from "./use-freshness.ts";

const LABELS: Record<FreshnessLevel, string> = {
  connecting: "Connecting",
  live: "Live",
  delayed: "Delayed",
  degraded: "Degraded",
  stale: "Stale",
  down: "Down",
  disconnected: "Disconnected",
};

/** Whether what is on screen can be taken for the present, and why not. */
export function FreshnessMark() {
  const { isLive } = useAsOf();
  const { level, reasons } = useFreshness();
  const id = useId();
  const announce = useAnnounce();
  const told = useRef(level);
  useEffect(() => {
    if (told.current === level) return;
    told.current = level;
    announce(`The data is ${LABELS[level].toLowerCase()}. ${reasons[0] ?? ""}`);
  }, [announce, level, reasons]);
  const text = isLive ? LABELS[level] : `Past · ${LABELS[level]}`;
  return (
    <div className="freshness" data-level={level} data-testid="freshness">
      <button type="button" className="freshness-mark" popoverTarget={id}>
        <span className="freshness-dot" aria-hidden="true" />
        {text}
      </button>
      <div id={id} popover="auto" className="freshness-reasons">
        <h2>{LABELS[level]}</h2>
        {reasons.length === 0 ? (
          <p>Every chain is indexed up to its newest blocks, at the chain's own pace.</p>
        ) : (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        <p className="muted">
          Judged by the ages that the server states, asked every 3 s; see{" "}
          <a href="/v1/health">health</a> and <a href="/chains">chains</a>.
        </p>
      </div>
    </div>
  );
}
