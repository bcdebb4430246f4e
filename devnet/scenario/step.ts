import type { Stage } from "./stage.ts";

/** Something that happens in the first block that is not before its time. */
export type Step = {
  /** Seconds after genesis. Steps that read what others did come two longest gaps later. */
  atSeconds: number;
  play(stage: Stage): void | Promise<void>;
};
