import type { Address } from "viem";
import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";

/** Those who act on every chain; Kim starts with nothing. */
const everywhere = ["alice", "bob", "carol", "dave", "erin", "frank", "kim"] as const;

export type Cast = Record<(typeof everywhere)[number], Address>;

export function createCast(accounts: Record<DevnetRole, DevnetAccount>): Cast {
  return Object.fromEntries(everywhere.map((name) => [name, accounts[name].address])) as Cast;
}
