import type { Hex } from "viem";
import type { LinkStatement } from "./link-statement.ts";

/** A link as it was signed and stored. */
export type AccountLink = {
  id: Hex;
  statement: LinkStatement;
  signatures: { first: Hex; second: Hex };
  /** The block time from which on it counts. */
  effectiveSeconds: number;
};

/** A link at a block vector. */
export type LinkAtVector = AccountLink & {
  /** Contract accounts that do not stand by their signature there: such a link joins nothing. */
  notConfirmedBy: readonly string[];
};

/** Everything that links join an account with, itself included, at a block vector. */
export type LinkedAccounts = {
  /** Account ids; the one that was asked for first. */
  accounts: readonly string[];
  /** Every link of any of the accounts, in the order in which they began to count. */
  links: readonly LinkAtVector[];
};

/** More accounts than this are never joined: a link that would is refused. */
export const MOST_LINKED_ACCOUNTS = 32;
