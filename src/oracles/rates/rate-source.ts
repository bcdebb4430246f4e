import type { Address } from "viem";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { SampledView } from "../samples/sampled-call.ts";

/** A view that says what a token stands for. */
export type RateSource =
  /** What `convertToAssets` gives for one whole share; floored by the vault. */
  | { kind: "erc4626"; vault: Address; shareDecimals: number; assetDecimals: number }
  | {
      kind: "getter";
      contract: Address;
      getter: "stEthPerToken" | "getExchangeRate" | "exchangeRate" | "getRate";
      decimals: number;
    };

/** Names a rate, such as `erc4626:eip155:1:0x…`. */
export function rateId(chainId: number, source: RateSource): string {
  const chain = chainCaip2(chainId);
  return source.kind === "erc4626"
    ? `erc4626:${chain}:${source.vault.toLowerCase()}`
    : `getter:${chain}:${source.contract.toLowerCase()}:${source.getter}`;
}

export function rateView(source: RateSource): SampledView {
  return source.kind === "erc4626"
    ? {
        contract: source.vault,
        call: { functionName: "convertToAssets", args: [10n ** BigInt(source.shareDecimals)] },
      }
    : { contract: source.contract, call: { functionName: source.getter, args: [] } };
}

/** Decimals of the view's answer. */
export function rateDecimals(source: RateSource): number {
  return source.kind === "erc4626" ? source.assetDecimals : source.decimals;
}
