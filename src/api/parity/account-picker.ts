import type { Address } from "viem";

/** Chooses accounts to compare. */
export type AccountPicker = {
  /** Up to `count` of the accounts, none again before every other one has had its turn. */
  pick(accounts: readonly Address[], count: number): Address[];
};

/** A picker whose choices follow from its seed and from what it is asked. */
export function createAccountPicker({ seed }: { seed: number }): AccountPicker {
  const next = randomBelow(seed);
  const done = new Set<Address>();
  return {
    pick(accounts, count) {
      const picked: Address[] = [];
      let waiting = accounts.filter((account) => !done.has(account));
      while (picked.length < Math.min(count, accounts.length)) {
        if (waiting.length === 0) {
          done.clear();
          waiting = accounts.filter((account) => !picked.includes(account));
        }
        const [account] = waiting.splice(next(waiting.length), 1);
        done.add(account!);
        picked.push(account!);
      }
      return picked;
    },
  };
}

/** mulberry32: whole numbers from 0 to below a bound. Good enough to choose by, for nothing secret. */
function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
