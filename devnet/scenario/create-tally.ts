import { BallastError } from "../../src/core/ballast-error.ts";
import type { MinedBlock } from "../chain/dev-chain.ts";
import type { DeployedPart } from "../parts/devnet-part.ts";

export type Tally = {
  count(block: MinedBlock): void;
  blocks(): number;
  transactions(): number;
  /** @throws BallastError `devnet-scenario` naming everything that is missing. */
  requireComplete(): void;
};

/** Counts what happens on a chain by the contracts' own logs. */
export function createTally(parameters: {
  chainName: string;
  parts: readonly DeployedPart[];
}): Tally {
  const { chainName, parts } = parameters;
  const counts = new Map<string, number>();
  let blocks = 0;
  let transactions = 0;
  const expectations = parts.flatMap(({ name, expected }) =>
    expected === undefined ? [] : [{ part: name, ...expected }],
  );

  return {
    count(block) {
      blocks += 1;
      transactions += block.transactions.length;
      for (const transaction of block.transactions) {
        for (const { part, namesOf } of expectations) {
          for (const name of namesOf(transaction)) {
            const key = `${part} ${name}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
        }
      }
    },
    blocks: () => blocks,
    transactions: () => transactions,
    requireComplete() {
      const missing = expectations.flatMap(({ part, required }) =>
        Object.entries(required)
          .map(([name, least]) => ({ name: `${part} ${name}`, least }))
          .map((one) => ({ ...one, count: counts.get(one.name) ?? 0 }))
          .filter(({ count, least }) => count < least)
          .map(({ name, count, least }) => `${name} (${count} of ${least})`),
      );
      if (missing.length === 0) return;
      throw new BallastError(`The scenario on ${chainName} lacks ${missing.join(", ")}.`, {
        code: "devnet-scenario",
      });
    },
  };
}
