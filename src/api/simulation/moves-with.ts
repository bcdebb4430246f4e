import type { MethodologyPrice } from "../methodology/methodology.ts";

/**
 * The id of the price whose changes a price follows: of what it is derived from or stands for, or of the
 * unit in which all of its feeds quote it. Null where it is its own.
 */
export function movesWith({ feeds, derived, backing }: MethodologyPrice): string | null {
  if (derived !== undefined) return derived.basePriceId;
  if (backing !== undefined) return backing.basePriceId;
  const [unit = null, ...others] = new Set(feeds.map(({ quotedIn }) => quotedIn));
  return others.length === 0 ? unit : null;
}
