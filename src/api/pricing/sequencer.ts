/** What a chain's sequencer uptime feed said: since when the sequencer has been up or down. */
export type SequencerReport = {
  up: boolean;
  /** Last change of the status; 0 on a feed that was never initialised. */
  sinceSeconds: number;
  writeTimeSeconds: number;
};

/** A chain's sequencer over time, in the order in which its chain wrote it. */
export type SequencerHistory = {
  /** How long after a restart the chain's feeds are not believed: who waited could not act. */
  graceSeconds: number;
  reports: readonly SequencerReport[];
};

/**
 * Why no feed of a chain may vote, or null. An uptime feed has no heartbeat, so that its silence
 * means nothing; a chain whose feed never spoke is not known to be up. Each restart starts the grace
 * anew.
 */
export function sequencerReject(
  history: SequencerHistory | undefined,
  timeSeconds: number,
): "sequencer_down" | "sequencer_grace" | null {
  if (history === undefined) return null;
  const report = history.reports.findLast((one) => one.writeTimeSeconds <= timeSeconds);
  if (report === undefined || !report.up || report.sinceSeconds <= 0) return "sequencer_down";
  return timeSeconds - report.sinceSeconds <= history.graceSeconds ? "sequencer_grace" : null;
}
