import { type Address, encodeFunctionData } from "viem";
import { collateralVaultAbi } from "../../abis/collateral-vault.ts";
import type { Transaction } from "../chain/dev-chain.ts";

type VaultCall = { vault: Address; from: Address };

export function depositInVault({
  vault,
  from,
  token,
  amount,
}: VaultCall & { token: Address; amount: bigint }): Transaction {
  const args = [token, amount] as const;
  return {
    from,
    to: vault,
    data: encodeFunctionData({ abi: collateralVaultAbi, functionName: "deposit", args }),
    label: `${from} locks ${amount} of ${token}`,
  };
}

export function requestFromVault({
  vault,
  from,
  token,
  amount,
}: VaultCall & { token: Address; amount: bigint }): Transaction {
  const args = [token, amount] as const;
  return {
    from,
    to: vault,
    data: encodeFunctionData({ abi: collateralVaultAbi, functionName: "requestWithdrawal", args }),
    label: `${from} asks for ${amount} of ${token} back`,
  };
}

/** Takes what request `requestId` asked for, or takes the request back. */
export function endVaultRequest({
  vault,
  from,
  requestId,
  how,
}: VaultCall & { requestId: bigint; how: "withdraw" | "cancelWithdrawal" }): Transaction {
  return {
    from,
    to: vault,
    data: encodeFunctionData({ abi: collateralVaultAbi, functionName: how, args: [requestId] }),
    label: `${from}: ${how} of request ${requestId}`,
  };
}
