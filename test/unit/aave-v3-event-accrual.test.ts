import { describe, expect, it } from "vitest";
import { RAY } from "../../src/core/fixed-point.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { readSharedJson } from "../support/shared-file.ts";

type Kind = "Mint" | "Burn" | "TransferIn" | "TransferOut";
const vectors = readSharedJson<{
  principalFlow: { kind: Kind; value: number; balanceIncrease?: number; expected: number }[];
  accruedInterest: {
    events: [Kind, number, number?][];
    currentBalance: number;
    expected: number;
  }[];
}>("vectors/aave-event-accrual.json");
const arithmetic = arithmeticOfRevision(1);

/** Scaled balance after an event at an index of one ray, where scaled units are principal. */
function after(principal: bigint, kind: Kind, value: number, balanceIncrease = 0): bigint {
  const balance = { scaledBalance: principal, lastIndexRay: RAY };
  const change = {
    value: BigInt(value),
    balanceIncrease: BigInt(balanceIncrease),
    indexRay: RAY,
  };
  switch (kind) {
    case "Mint":
      return arithmetic.scaledAfterMint(balance, change);
    case "Burn":
      return arithmetic.scaledAfterBurn(balance, change);
    case "TransferIn":
      return principal + change.value;
    case "TransferOut":
      return principal - change.value;
  }
}

describe.skipIf(vectors === null)(
  "defi-simulator's vectors (shared/vectors/aave-event-accrual.json)",
  () => {
    it("tell principal from interest in Mint and Burn", () => {
      for (const { kind, value, balanceIncrease, expected } of vectors!.principalFlow) {
        expect(after(0n, kind, value, balanceIncrease)).toBe(BigInt(expected));
      }
    });

    it("leave as interest what is not principal", () => {
      for (const { events, currentBalance, expected } of vectors!.accruedInterest) {
        const principal = events.reduce((sum, event) => after(sum, ...event), 0n);
        expect(BigInt(currentBalance) - principal).toBe(BigInt(expected));
      }
    });
  },
);
