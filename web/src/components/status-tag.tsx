import { words } from "../lib/format-units.ts";

const TONES: Record<string, "good" | "warn" | "bad" | "none"> = {
  ok: "good",
  degraded: "warn",
  stale: "warn",
  no_quorum: "bad",
  circuit_open: "bad",
  unavailable: "bad",
};

/** A status or state as a word; colour only repeats what the word says. */
export function StatusTag(parameters: {
  status: string;
  tone?: "good" | "warn" | "bad" | "none";
  title?: string;
}) {
  const { status, tone = TONES[status] ?? "none", title } = parameters;
  return (
    <span className="tag" data-tone={tone} title={title}>
      {words(status)}
    </span>
  );
}
