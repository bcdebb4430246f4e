import type { Observation } from "../../core/observation.ts";
import type { RateCapObservation, RateObservation } from "../../core/rate-observation.ts";
import type { SupplyHistory } from "../../core/supply-observation.ts";
import type { LastGood } from "./last-good.ts";
import type { SequencerHistory } from "./sequencer.ts";

/**
 * What was said over time, each list in the order in which its chain wrote it, beginning with what
 * was in force when the replay begins. It may go on after an evaluation, which looks at nothing
 * written later.
 */
export type PriceHistory = {
  /** By feed id. */
  feeds: ReadonlyMap<string, readonly Observation[]>;
  /** By chain id. */
  sequencers?: ReadonlyMap<number, SequencerHistory> | undefined;
  /** By rate id. */
  rates?: ReadonlyMap<string, readonly RateObservation[]> | undefined;
  /** By rate id: caps that contracts set. */
  caps?: ReadonlyMap<string, readonly RateCapObservation[]> | undefined;
  /** By bridged id: both ends of bridged tokens. */
  supplies?: ReadonlyMap<string, readonly SupplyHistory[]> | undefined;
  /** By price id: prices that were accepted at their time by another authority than the history. */
  accepted?: ReadonlyMap<string, LastGood> | undefined;
};
