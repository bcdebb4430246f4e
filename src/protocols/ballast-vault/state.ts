import { BallastError } from "../../core/ballast-error.ts";

/** An account's raw units of a token in a vault: locked, and in open withdrawal requests. */
export type VaultBalance = { locked: bigint; requested: bigint };

/** The balance of an account that the vault has not mentioned yet. */
export const noVaultBalance: VaultBalance = { locked: 0n, requested: 0n };

export function afterDeposit({ locked, requested }: VaultBalance, amount: bigint): VaultBalance {
  return { locked: locked + amount, requested };
}

export function afterRequest({ locked, requested }: VaultBalance, amount: bigint): VaultBalance {
  return required({ locked: locked - amount, requested: requested + amount });
}

export function afterWithdrawal({ locked, requested }: VaultBalance, amount: bigint): VaultBalance {
  return required({ locked, requested: requested - amount });
}

export function afterCancellation(
  { locked, requested }: VaultBalance,
  amount: bigint,
): VaultBalance {
  return required({ locked: locked + amount, requested: requested - amount });
}

function required(balance: VaultBalance): VaultBalance {
  if (balance.locked < 0n || balance.requested < 0n) {
    throw new BallastError(
      `A vault balance would become ${balance.locked} locked and ${balance.requested} requested: events are missing.`,
      { code: "vault-balance-negative" },
    );
  }
  return balance;
}
