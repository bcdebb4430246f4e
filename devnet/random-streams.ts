/** First streams of one seed's chance: one per chain, or per pair of the market, from there on. */
export const randomStreams = {
  people: 0,
  feeds: 5,
  market: 10,
  /** Actions of `--random`, and what is common to all chains there. */
  workloads: 20,
  randomRun: 30,
} as const;
