import type { VenusDeployment } from "../../../config/network.ts";

export const VENUS = "venus";

/** The market of a pool: one Comptroller judges all its vTokens together. */
export function venusMarketId({ id }: Pick<VenusDeployment, "id">): string {
  return `${VENUS}:${id}`;
}
