/** An amount of one token on one chain. */
export type ChainAmount = { chainId: number; amount: bigint; decimals: number };

export type BridgedSupply = {
  /** Every remote token has one behind it. */
  backed: boolean;
  /** In units of the largest number of decimals named. */
  remote: bigint;
  escrowed: bigint;
  missing: bigint;
  decimals: number;
};

/**
 * Rule R15: the supply of a bridged token on its remote chains must not be more than what its home
 * chain holds in escrow. A feed cannot see this: rsETH was priced rightly while 18 % of it had
 * nothing behind it. Amounts are compared exactly, in the finest unit of all of them.
 */
export function checkBridgedSupply({
  escrow,
  remote,
}: {
  escrow: readonly ChainAmount[];
  remote: readonly ChainAmount[];
}): BridgedSupply {
  const decimals = Math.max(0, ...[...escrow, ...remote].map((one) => one.decimals));
  const sum = (amounts: readonly ChainAmount[]) =>
    amounts.reduce((total, one) => total + one.amount * 10n ** BigInt(decimals - one.decimals), 0n);
  const escrowed = sum(escrow);
  const supplied = sum(remote);
  const missing = supplied > escrowed ? supplied - escrowed : 0n;
  return { backed: missing === 0n, remote: supplied, escrowed, missing, decimals };
}
