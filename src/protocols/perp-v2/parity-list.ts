import type { ParityCheck, ParityValue } from "../../core/parity.ts";

type Place = Pick<ParityCheck, "marketId" | "account">;

/** Collects checks whose contract values are still under way, so that all are asked at once. */
export function createParityList({ marketId, account }: Place) {
  const pending: Promise<ParityCheck>[] = [];
  return {
    check(what: string, indexed: ParityValue, contract: ParityValue | Promise<ParityValue>): void {
      const one = Promise.resolve(contract).then((stated) => ({
        ...{ marketId, account, what, indexed, contract: stated },
      }));
      // Thrown by `all`; until then nobody waits for it, which must not end the process.
      one.catch(() => undefined);
      pending.push(one);
    },
    all: (): Promise<ParityCheck[]> => Promise.all(pending),
  };
}
