import { mulDivDown } from "../../core/fixed-point.ts";
import type { SupplyHistory } from "../../core/supply-observation.ts";
import type { BackingRule } from "../methodology/price-rules.ts";
import { type ChainAmount, checkBridgedSupply } from "./check-bridged-supply.ts";
import type { PricePart } from "./derive-price.ts";
import type { BackingParts, PriceFlag } from "./price.ts";
import { worstStatus } from "./worst-status.ts";

export type BackedOutcome = PricePart & { backing: BackingParts };

/**
 * Rule R15: a bridged token is worth what it stands for, as far as that is there. With more tokens on
 * the remote chains than the escrow holds, the low side is ⌊low · escrowed / remote⌋ and the price is
 * `degraded` at best, as it is where the backing is not known.
 *
 * Both ends are seen at one moment: the newest that all of their chains have reached, and that is not
 * after the evaluation. A bridge locks before it mints and burns before it releases, so that a mint
 * seen before its lock, or a release before its burn, is lag between chains and no hole.
 */
export function backPrice({
  rule,
  supplies,
  base,
  evaluatedAtSeconds,
}: {
  rule: BackingRule;
  supplies: readonly SupplyHistory[];
  base: PricePart;
  evaluatedAtSeconds: number;
}): BackedOutcome {
  const backing = { bridgedId: rule.bridgedId, ...backingAt(supplies, evaluatedAtSeconds) };
  const { remote, escrowed, missing } = backing;
  const flags = new Set<PriceFlag>(base.flags);
  const isUnknown = remote === null || escrowed === null || missing === null;
  if (isUnknown) flags.add("backing_unknown");
  else if (missing > 0n) flags.add("unbacked");
  else return { ...base, backing };
  return {
    ...base,
    status: worstStatus([base.status, "degraded"]),
    lowWad:
      isUnknown || base.lowWad === null ? base.lowWad : mulDivDown(base.lowWad, escrowed, remote),
    flags,
    backing,
  };
}

/** Both ends of a bridged token at the newest moment that is not after a time and that all ends know. */
function backingAt(
  supplies: readonly SupplyHistory[],
  timeSeconds: number,
): Omit<BackingParts, "bridgedId"> {
  const decimals = Math.max(0, ...supplies.map((one) => one.decimals));
  const unknown = { remote: null, escrowed: null, missing: null, decimals };
  let asOfSeconds = timeSeconds;
  for (const { untilSeconds } of supplies) {
    if (untilSeconds === null) return { ...unknown, asOfSeconds: null };
    asOfSeconds = Math.min(asOfSeconds, untilSeconds);
  }
  const amounts = { escrow: [] as ChainAmount[], remote: [] as ChainAmount[] };
  for (const { role, chainId, decimals: ownDecimals, amounts: history } of supplies) {
    const amount = history.findLast((one) => one.writeTimeSeconds <= asOfSeconds)?.amount ?? null;
    if (amount === null) return { ...unknown, asOfSeconds };
    amounts[role].push({ chainId, amount, decimals: ownDecimals });
  }
  if (amounts.escrow.length === 0 || amounts.remote.length === 0) {
    return { ...unknown, asOfSeconds };
  }
  const { remote, escrowed, missing } = checkBridgedSupply(amounts);
  return { asOfSeconds, remote, escrowed, missing, decimals };
}
