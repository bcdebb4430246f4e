/** Something that happens in the first block that is not before its time. */
export type Step = {
  /** Seconds after the history's start. Steps that read what others did come two longest gaps later. */
  atSeconds: number;
  play(): void | Promise<void>;
};

/** A step by those on a stage. */
export type StepOn<On> = {
  atSeconds: number;
  play(stage: On): void | Promise<void>;
};

export function stepsOn<On>(stage: On, steps: readonly StepOn<On>[]): Step[] {
  return steps.map(({ atSeconds, play }) => ({ atSeconds, play: () => play(stage) }));
}
