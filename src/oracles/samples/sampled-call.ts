import type { Address } from "viem";

/** A view of one amount, with what it is asked. */
export type SampledCall =
  | {
      functionName: "stEthPerToken" | "getExchangeRate" | "exchangeRate" | "getRate";
      args: readonly [];
    }
  | { functionName: "totalSupply"; args: readonly [] }
  | { functionName: "convertToAssets"; args: readonly [shares: bigint] }
  | { functionName: "balanceOf"; args: readonly [account: Address] };

export type SampledView = { contract: Address; call: SampledCall };

/** Names a call among those of a contract, such as `convertToAssets(1000000)`. */
export function callText({ functionName, args }: SampledCall): string {
  return `${functionName}(${args.map((argument) => String(argument).toLowerCase()).join(",")})`;
}

/** Names a view on its chain. */
export function viewKey({ contract, call }: SampledView): string {
  return `${contract.toLowerCase()}.${callText(call)}`;
}
