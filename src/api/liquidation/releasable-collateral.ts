import type { Address } from "viem";
import { mulDivDown } from "../../core/fixed-point.ts";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAsset } from "../../core/market-rule.ts";
import type { AccountMarket, Position } from "../../core/position.ts";
import { findLargestRelease } from "./find-largest-release.ts";

/** What a market would let its account take out of one collateral position, in raw units of its asset. */
export type ReleasableAmount = {
  asset: AssetCaip19;
  holder: Address;
  securesDebt: boolean;
  /** All other collateral staying; null where it is not known. */
  alone: bigint | null;
  /** As its part of what can be taken out together; null where it is not known. */
  joint: bigint | null;
};

type Released = { supplied: bigint; alone: bigint; joint: bigint };

/** A rule is of one account at one block, and is kept as long as what was read of them. */
const known = new WeakMap<MarketRule, ReadonlyMap<AssetCaip19, Released>>();

/**
 * Of every collateral position of a market, in their order, what its own rule lets out: all of it where
 * nothing is owed there. The joint amounts can be withdrawn one after the other, what secures least
 * first. A position in shares has its part of what is let out of them, rounded down. What is locked is
 * let out by no withdrawal: 0. Null where the market has no rule, or no verdict, on a debt.
 *
 * Not looked at: whether the contract has so much at hand, and pauses and caps that are not indexed.
 */
export function releasableCollateral(market: AccountMarket): ReleasableAmount[] {
  const { positions, rule } = market;
  const isUnknown = market.debtUnknown === true || (rule === undefined && !owesNothing(market));
  return positions
    .filter(({ kind }) => kind === "collateral")
    .map((position) => ({
      asset: position.asset,
      holder: position.holder,
      securesDebt: position.securesDebt,
      ...(isUnknown ? { alone: null, joint: null } : releasedOf(position, rule)),
    }));
}

/** Whether a market without a rule is known to hold nothing back for a debt. */
function owesNothing({ positions, health, causes }: AccountMarket): boolean {
  return positions.every(({ kind }) => kind !== "debt") && (health !== null || causes.length === 0);
}

function releasedOf(
  position: Position,
  rule: MarketRule | undefined,
): Pick<ReleasableAmount, "alone" | "joint"> {
  if (position.enforceability === "locked") return { alone: 0n, joint: 0n };
  const asset = rule === undefined ? undefined : assetOf(position, rule);
  // Outside of what the rule is on, such as a gem outside urns.
  if (rule === undefined || asset === undefined) {
    return { alone: position.amount, joint: position.amount };
  }
  const { supplied, alone, joint } = releasesOf(rule).get(asset.asset)!;
  const inPosition = (amount: bigint) =>
    amount === supplied ? position.amount : mulDivDown(position.amount, amount, supplied);
  return { alone: inPosition(alone), joint: inPosition(joint) };
}

/** What the rule calls a position: the asset itself, or the share that it stands for. */
function assetOf({ asset, securesDebt, wrappedIn }: Position, rule: MarketRule) {
  const names = [asset, ...(wrappedIn ?? []).map((share) => share.asset)];
  return rule.assets.find(
    (one) => names.includes(one.asset) && one.canBeCollateral === securesDebt && one.supplied > 0n,
  );
}

function releasesOf(rule: MarketRule): ReadonlyMap<AssetCaip19, Released> {
  const found = known.get(rule) ?? findReleases(rule);
  known.set(rule, found);
  return found;
}

function findReleases(rule: MarketRule): ReadonlyMap<AssetCaip19, Released> {
  const assets = rule.assets.filter(({ supplied }) => supplied > 0n);
  const joint = findJointRelease(rule, assets);
  return new Map(
    assets.map((one) => [
      one.asset,
      {
        supplied: one.supplied,
        alone: findLargestRelease(rule, one),
        joint: joint.get(one.asset) ?? 0n,
      },
    ]),
  );
}

/**
 * Each as far as the rule allows given those before, least weight first, then by id: per unit of value
 * that frees most. What the rule did not let out at all has a second turn, for Aave wants collateral
 * that lends nothing out before any other.
 */
function findJointRelease(
  rule: MarketRule,
  assets: readonly RuleAsset[],
): ReadonlyMap<AssetCaip19, bigint> {
  const order = assets.toSorted((a, b) =>
    a.weightWad === b.weightWad ? (a.asset < b.asset ? -1 : 1) : a.weightWad < b.weightWad ? -1 : 1,
  );
  const taken = new Map<AssetCaip19, bigint>();
  let left = rule;
  for (const one of [...order, ...order]) {
    if (taken.has(one.asset)) continue;
    const amount = findLargestRelease(left, one);
    if (amount === 0n) continue;
    left = left.released(one.asset, amount);
    taken.set(one.asset, amount);
  }
  return taken;
}
