import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";

/**
 * A plain address is one owner on several chains only while it is a contract on none of them.
 * @throws ProblemError 409 `ambiguous-account`.
 */
export async function requireOneOwner(
  { accountKinds }: Pick<AppDependencies, "accountKinds">,
  account: AccountId,
  chainIds: readonly number[],
): Promise<void> {
  if (account.chainId !== undefined || chainIds.length < 2) return;
  const contracts = await Promise.all(
    chainIds.map((chainId) => accountKinds.isContract({ chainId, address: account.address })),
  );
  if (!contracts.includes(true)) return;
  const where = chainIds.filter((_, index) => contracts[index]).map(chainCaip2);
  throw new ProblemError({
    status: 409,
    code: "ambiguous-account",
    title: "Ambiguous account",
    detail: `${account.address} is a contract on ${where.join(", ")}, so the same address may belong to somebody else on another chain. Ask for one chain at a time.`,
    extensions: {
      accounts: chainIds.map((chainId) => `${chainCaip2(chainId)}:${account.address}`),
    },
  });
}
