import { describe, expect, it } from "vitest";
import { registerBallastVault } from "../../src/protocols/ballast-vault/handlers.ts";
import {
  ballastVault,
  ballastVaultBalanceVersion,
  ballastVaultWithdrawal,
} from "../../src/protocols/ballast-vault/schema.ts";
import { token as tokenTable } from "../../src/tokens/schema.ts";
import { addressOf, createHandlerHarness } from "../support/handler-harness.ts";

const vault = addressOf(0xb0);
const token = addressOf(0x1);
const account = addressOf(0xa11ce);

function createHarness() {
  return createHandlerHarness({
    chainId: 31_337,
    register: registerBallastVault,
    answers: {
      [`${token}.symbol`]: "DAI",
      [`${token}.decimals`]: 18,
    },
  });
}

describe("the vault", () => {
  it("keeps locked and requested amounts by block, and what became of each request", async () => {
    const harness = createHarness();
    const log = (name: string, block: number, args: Record<string, unknown>) =>
      harness.log(`BallastVault:${name}`, { address: vault, block, args });
    await log("VaultInitialized", 1, {
      withdrawalDelaySeconds: 900n,
      maximumAttestationValiditySeconds: 600n,
    });
    await log("Deposited", 2, { account, token, amount: 100n });
    await log("WithdrawalRequested", 3, {
      requestId: 1n,
      account,
      token,
      amount: 30n,
      availableAt: 5_000n,
    });
    await log("WithdrawalRequested", 3, {
      requestId: 2n,
      account,
      token,
      amount: 10n,
      availableAt: 5_000n,
    });
    await log("WithdrawalCancelled", 4, { requestId: 2n, account, token, amount: 10n });
    await log("Withdrawn", 9, { requestId: 1n, account, token, amount: 30n });

    expect(harness.rows(ballastVault)).toMatchObject([{ vault, withdrawalDelaySeconds: 900n }]);
    expect(
      harness
        .rows(ballastVaultBalanceVersion)
        .map((row) => [row.blockNumber, row.locked, row.requested]),
    ).toEqual([
      [2n, 100n, 0n],
      [3n, 60n, 40n],
      [4n, 70n, 30n],
      [9n, 70n, 0n],
    ]);
    expect(
      harness
        .rows(ballastVaultWithdrawal)
        .map((row) => [row.requestId, row.withdrawnBlockNumber, row.cancelledBlockNumber]),
    ).toEqual([
      [1n, 9n, undefined],
      [2n, undefined, 4n],
    ]);
  });

  it("refuses to pay out more than was requested: an event is missing", async () => {
    const harness = createHarness();
    await harness.log("BallastVault:Deposited", {
      address: vault,
      block: 2,
      args: { account, token, amount: 5n },
    });
    await expect(
      harness.log("BallastVault:WithdrawalRequested", {
        address: vault,
        block: 3,
        args: { requestId: 1n, account, token, amount: 6n, availableAt: 1n },
      }),
    ).rejects.toMatchObject({ code: "vault-balance-negative" });
  });
});

describe("a token", () => {
  it("is read once, and from the oldest tokens too, whose symbol is bytes32", async () => {
    const harness = createHarness();
    harness.answers[`${token}.symbol`] = (() => {
      let calls = 0;
      return () => {
        calls += 1;
        return calls === 1 ? new Error("cannot decode a string") : `0x4d4b52${"00".repeat(29)}`;
      };
    })();
    for (const block of [2, 3]) {
      await harness.log("BallastVault:Deposited", {
        address: vault,
        block,
        args: { account, token, amount: 5n },
      });
    }
    expect(harness.rows(tokenTable)).toEqual([
      { chainId: 31_337, address: token, symbol: "MKR", decimals: 18, blockNumber: 2n },
    ]);
  });
});
