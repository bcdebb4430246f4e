/** What chance did on all chains. */
export type RandomRun = {
  /** How often each kind of action took effect, by protocol. */
  actions: Record<string, Record<string, number>>;
  /** Blocks that each chain got. */
  blocks: number;
  /** Actions of which the contracts refused a part, and of which none counts. */
  refused: number;
};

export function countActions({ actions }: Pick<RandomRun, "actions">): number {
  return Object.values(actions)
    .flatMap((kinds) => Object.values(kinds))
    .reduce((sum, count) => sum + count, 0);
}

/** One line per protocol. */
export function describeRandomRun(run: RandomRun): string[] {
  const { actions, blocks, refused } = run;
  return [
    `${countActions(run)} actions by chance in ${blocks} blocks of each chain, ${refused} more refused:`,
    ...Object.entries(actions).map(
      ([protocol, kinds]) =>
        `  ${protocol}: ${Object.entries(kinds)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(", ")}`,
    ),
  ];
}
