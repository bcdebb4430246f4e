import { ProblemError } from "../errors/problem-error.ts";

export type Slots = {
  /** Takes a place; what it returns gives it back. @throws ProblemError 503 `too-many-readers`. */
  take(): () => void;
};

/** Places for what may go on at once. `what` names it in the refusal. */
export function createSlots(most: number, what: string): Slots {
  let taken = 0;
  return {
    take() {
      if (taken >= most) {
        throw new ProblemError({
          status: 503,
          code: "too-many-readers",
          title: "Not available",
          detail: `${taken} ${what} are under way; at most ${most} may be.`,
          headers: { "Retry-After": "2" },
        });
      }
      taken += 1;
      let isTaken = true;
      return () => {
        if (isTaken) taken -= 1;
        isTaken = false;
      };
    },
  };
}
