import type { Network } from "../../../config/network.ts";
import { rateId } from "../../oracles/rates/rate-source.ts";
import type { AssetRule } from "./asset-rules.ts";
import type { MethodologyPrice } from "./methodology.ts";
import { networkFeeds } from "./network-feeds.ts";
import type { DerivedRule } from "./price-rules.ts";

type Rules = Readonly<Record<string, AssetRule>>;

/** How the rates of a network are guarded, and how old one may be. */
export type RateRules = Pick<DerivedRule, "guard" | "maximumAgeSeconds">;

export function priceIdOf(unit: string): string {
  return `${unit}/USD`;
}

/**
 * The prices of a unit: of its feeds; or of what it stands for by a rate or a bridge, beside the one
 * that markets give it where feeds quote it. None where nothing says what the unit is worth.
 */
export function unitPrices(parameters: {
  network: Network;
  unit: string;
  rule: AssetRule;
  /** By token symbol. */
  rules: Rules;
  rateRules: RateRules;
}): MethodologyPrice[] {
  const { network, unit, rule, rules } = parameters;
  const { policyId } = rule;
  const id = priceIdOf(unit);
  const feeds = networkFeeds({ network, unit, rule, rules });
  const reference = referenceOf(network, unit);
  const rate = findRate(network, unit, rules);
  const bridged = network.bridgedTokens.find(({ symbol }) => rules[symbol]?.unit === unit);
  if (rate !== null) {
    const marketPriceId = feeds.length === 0 ? null : `${unit}-market/USD`;
    const derived: DerivedRule = {
      ...parameters.rateRules,
      rateId: rate.id,
      rateUnit: rate.unit,
      basePriceId: priceIdOf(rate.unit),
      marketPriceId,
      cap: rate.isCapped ? "contract" : null,
    };
    return [
      ...(marketPriceId === null ? [] : [{ id: marketPriceId, policyId, feeds }]),
      { id, policyId, feeds: [], derived, ...reference },
    ];
  }
  const home = bridged === undefined ? undefined : rules[bridged.home.symbol];
  if (bridged !== undefined && home !== undefined) {
    const backing = { bridgedId: bridged.id, basePriceId: priceIdOf(home.unit) };
    return [{ id, policyId, feeds: [], backing, ...reference }];
  }
  return feeds.length === 0 && network.name === "mainnet"
    ? []
    : [{ id, policyId, feeds, ...reference }];
}

/** Units that a price needs the prices of. */
export function unitsNeededBy({ feeds, derived, backing }: MethodologyPrice): string[] {
  const ids = [
    ...feeds.flatMap(({ quotedIn }) => quotedIn ?? []),
    ...(derived === undefined ? [] : [derived.basePriceId]),
    ...(backing === undefined ? [] : [backing.basePriceId]),
  ];
  return ids.map((id) => id.slice(0, -"/USD".length));
}

/** The first provider of the network, in the order of its chains, that says what the unit stands for. */
function findRate(network: Network, unit: string, rules: Rules) {
  for (const { chainId, rates } of network.chains) {
    const rate = rates.find(({ token }) => rules[token.symbol]?.unit === unit);
    if (rate === undefined) continue;
    return {
      id: rateId(chainId, rate.source),
      unit: rate.unit,
      isCapped: rate.capAdapter !== null,
    };
  }
  return null;
}

function referenceOf(network: Network, unit: string): Pick<MethodologyPrice, "reference"> {
  const found = network.references.find((one) => one.unit === unit);
  if (found === undefined) return {};
  const { unit: _, ...reference } = found;
  return { reference };
}
