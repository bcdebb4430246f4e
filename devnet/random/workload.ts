/** Actions by chance at one protocol of one chain, through the contracts' own functions. */
export type Workload = {
  /** Such as `aave-v3`. */
  protocol: string;
  /** How often the protocol's turn comes beside others of all chains. */
  weight: number;
  /**
   * Queues the transactions of one action by somebody who has none waiting yet.
   * @returns its kind, such as `borrow`; nothing where chance asked for what is not possible. What it
   * queues may fail all the same: others act in the same block.
   */
  act(): Promise<string | undefined>;
};
