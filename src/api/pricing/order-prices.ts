import { BallastError } from "../../core/ballast-error.ts";
import type { MethodologyPrice } from "../methodology/methodology.ts";

/**
 * The wanted prices and every price that they are quoted in, each after the prices that it needs.
 * @throws BallastError `price-unknown` for a price that the methodology lacks, `price-cycle` naming
 * the prices that are quoted in each other.
 */
export function orderPrices(
  prices: readonly MethodologyPrice[],
  wantedPriceIds: readonly string[],
): MethodologyPrice[] {
  const byId = new Map(prices.map((price) => [price.id, price]));
  const ordered = new Map<string, MethodologyPrice>();
  const visit = (priceId: string, path: readonly string[]): void => {
    if (ordered.has(priceId)) return;
    if (path.includes(priceId)) {
      const cycle = [...path.slice(path.indexOf(priceId)), priceId].join(" → ");
      throw new BallastError(`Prices are quoted in each other: ${cycle}.`, {
        code: "price-cycle",
        remedy: "Every chain of conversions must end in a feed quoted in USD.",
      });
    }
    const price = byId.get(priceId);
    if (price === undefined) {
      const user = path.at(-1);
      throw new BallastError(
        `The methodology has no price ${priceId}${user === undefined ? "" : `, which ${user} is quoted in`}.`,
        { code: "price-unknown" },
      );
    }
    for (const part of pricesNeededBy(price)) visit(part, [...path, priceId]);
    ordered.set(priceId, price);
  };
  for (const priceId of wantedPriceIds) visit(priceId, []);
  return [...ordered.values()];
}

/** The prices that a price is made of: the units of its feeds, the base and the market of a derived one, what a bridged token stands for. */
export function pricesNeededBy({ feeds, derived, backing }: MethodologyPrice): string[] {
  const units = feeds.flatMap((feed) => (feed.quotedIn === null ? [] : feed.quotedIn));
  const parts =
    derived === undefined
      ? []
      : [derived.basePriceId, ...(derived.marketPriceId === null ? [] : [derived.marketPriceId])];
  const backed = backing === undefined ? [] : [backing.basePriceId];
  return [...new Set([...units, ...parts, ...backed])];
}
