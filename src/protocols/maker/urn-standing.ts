import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import { lowerCase } from "./deployments.ts";
import type { Ilk, Vat } from "./read-ilks.ts";
import type { Urn } from "./state.ts";

/** All that one address has and owes in an ilk of a Vat, and the account that it acts for. */
export type UrnStanding = {
  account: Address;
  chainId: number;
  vat: Vat;
  holder: Address;
  ilk: Ilk;
  urn: Urn;
  /** Collateral outside urns, wad. */
  gem: bigint;
};

/** Dai.sol: the symbol and the decimals are constants. */
export function daiAsset(
  chainId: number,
  { deployment }: Pick<Vat, "deployment">,
): { asset: AssetCaip19; symbol: string; decimals: number } {
  return { asset: assetCaip19(chainId, lowerCase(deployment.dai)), symbol: "DAI", decimals: 18 };
}
