import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Methodology, MethodologyAsset, RiskProfile } from "../methodology/methodology.ts";

/** An asset whose positions count, with its profile where the methodology has it. */
export type CountedAsset = { asset: MethodologyAsset; profile: RiskProfile | undefined };

/**
 * The assets whose positions have a value. A share that is looked through is priced, but what it stands
 * for is counted; one that does not say what that is has no known value.
 */
export function countedAssets(
  methodology: Pick<Methodology, "assets" | "riskProfiles">,
): ReadonlyMap<AssetCaip19, CountedAsset> {
  const profiles = new Map(methodology.riskProfiles.map((profile) => [profile.id, profile]));
  return new Map(
    methodology.assets
      .filter(({ lookedThrough }) => lookedThrough !== true)
      .map((asset) => [asset.asset, { asset, profile: profiles.get(asset.riskProfileId) }]),
  );
}
