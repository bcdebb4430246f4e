import { BPS, WAD } from "../../core/fixed-point.ts";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { PriceRule } from "../../core/market-rule.ts";
import type { AssetGroup } from "./asset-group.ts";
import { findLastSafe, type Judge, type Verdict } from "./find-last-safe.ts";

/** How far all prices of a group may go together, all others as they are. */
export type JointLiquidation =
  | {
      state: "at";
      direction: "falling" | "rising";
      /** What the group's prices are multiplied by at the last safe place; its smallest step is 10^-18. */
      factorWad: bigint;
      /** From the prices as they are, rounded down. */
      distanceBps: bigint;
      /** In the unit of the market's oracle: of every price that moves, at the last safe place and one step beyond. */
      prices: ReadonlyMap<AssetCaip19, bigint>;
      pricesBeyond: ReadonlyMap<AssetCaip19, bigint>;
    }
  | { state: "none" }
  | { state: "liquidatable" };

/** Where the verdict turns by the second group once the first has moved. */
export type SurfacePoint = {
  /** Of the first group. */
  moveBps: bigint;
  /** Of the second: signed, to the safe side; `at` also where it is fit for liquidation unless the second moves. */
  turn:
    | { state: "at"; direction: "falling" | "rising"; moveBps: bigint; factorWad: bigint }
    /** Whatever the second does. */
    | { state: "none" }
    | { state: "liquidatable" };
};

/** Of the first group, in basis points: what a surface is asked for where nothing else is. */
const SURFACE_MOVES_BPS: readonly bigint[] = [
  ...[-5_000n, -4_000n, -3_000n, -2_000n, -1_000n, 0n],
  ...[1_000n, 2_000n, 3_000n, 4_000n, 5_000n],
];

/** Beyond that many times its price no asset is looked at. */
const LARGEST_RISE_BITS = 64n;

/** The assets of a group whose price the rule knows, or whose price others are stated in. */
export function movingAssets(rule: PriceRule, { assets }: AssetGroup): AssetCaip19[] {
  return rule.prices
    .filter(({ asset, unit }) => assets.has(asset) !== (unit !== null && assets.has(unit)))
    .map(({ asset }) => asset);
}

/**
 * How far the prices of a group may fall or rise together, exact to 10^-18 of what they are, by asking
 * the market's own rule. A price that is stated in an asset moves by the quotient of the two: where both
 * are of the group it stays. Each moved price is rounded down, and is 1 at least. The verdict of every
 * rule is linear in such a factor but for roundings, so that it turns once.
 */
export function jointLiquidation(rule: PriceRule, group: AssetGroup): JointLiquidation {
  const judge = judgeOf(rule, [group], (factorWad) => [factorWad]);
  const present = judge(WAD);
  if (!present.isSafe) return { state: "liquidatable" };
  if (movingAssets(rule, group).length === 0) return { state: "none" };
  const unsafe = firstUnsafe(judge);
  if (unsafe === null) return { state: "none" };
  const direction = unsafe.at < WAD ? "falling" : "rising";
  const factorWad = findLastSafe(judge, present, unsafe);
  const move = factorWad > WAD ? factorWad - WAD : WAD - factorWad;
  const beyond = factorWad + (direction === "falling" ? -1n : 1n);
  return {
    ...{ state: "at", direction, factorWad },
    distanceBps: (move * BPS) / WAD,
    prices: movedPrices(rule, [group], [factorWad]),
    pricesBeyond: movedPrices(rule, [group], [beyond]),
  };
}

/**
 * For each of some moves of the first group the move of the second at which the verdict turns.
 * @throws RangeError for a move of −100 % or less, and for groups that share an asset.
 */
export function liquidationSurface(
  rule: PriceRule,
  [first, second]: readonly [AssetGroup, AssetGroup],
  movesBps: readonly bigint[] = SURFACE_MOVES_BPS,
): SurfacePoint[] {
  for (const asset of first.assets) {
    if (second.assets.has(asset))
      throw new RangeError(`${asset} is in ${first.id} and ${second.id}.`);
  }
  return movesBps.map((moveBps) => {
    if (moveBps <= -BPS) throw new RangeError(`No price moves by ${moveBps} bp.`);
    const moved = WAD + (moveBps * WAD) / BPS;
    const judge = judgeOf(rule, [first, second], (factorWad) => [moved, factorWad]);
    return { moveBps, turn: turnOf(judge) };
  });
}

function turnOf(judge: Judge): SurfacePoint["turn"] {
  const lowest = judge(1n);
  const highest = judge(WAD << LARGEST_RISE_BITS);
  if (lowest.isSafe && highest.isSafe) return { state: "none" };
  if (!lowest.isSafe && !highest.isSafe) return { state: "liquidatable" };
  const present = judge(WAD);
  if (lowest.isSafe) {
    const factorWad = present.isSafe
      ? findLastSafe(judge, present, highUnsafe(judge, highest))
      : findLastSafe(judge, lowest, present);
    const moveBps = (factorWad * BPS) / WAD - BPS;
    return { state: "at", direction: "rising", moveBps, factorWad };
  }
  const factorWad = present.isSafe
    ? findLastSafe(judge, present, lowest)
    : findLastSafe(judge, highSafe(judge, highest), present);
  const moveBps = (factorWad * BPS + WAD - 1n) / WAD - BPS;
  return { state: "at", direction: "falling", moveBps, factorWad };
}

/** The unsafe end of a group's way, whichever it is; null where both are safe. */
function firstUnsafe(judge: Judge): Verdict | null {
  const lowest = judge(1n);
  if (!lowest.isSafe) return lowest;
  const highest = judge(WAD << LARGEST_RISE_BITS);
  return highest.isSafe ? null : highUnsafe(judge, highest);
}

/** Doubles until it is unsafe, which is nearer than the end. */
function highUnsafe(judge: Judge, highest: Verdict): Verdict {
  for (let at = 2n * WAD; at < highest.at; at *= 2n) {
    const verdict = judge(at);
    if (!verdict.isSafe) return verdict;
  }
  return highest;
}

function highSafe(judge: Judge, highest: Verdict): Verdict {
  for (let at = 2n * WAD; at < highest.at; at *= 2n) {
    const verdict = judge(at);
    if (verdict.isSafe) return verdict;
  }
  return highest;
}

function judgeOf(
  rule: PriceRule,
  groups: readonly AssetGroup[],
  factorsAt: (at: bigint) => readonly bigint[],
): Judge {
  return (at) => {
    const prices = movedPrices(rule, groups, factorsAt(at));
    const { liquidatable, healthFactorWad } = rule.judge({ prices });
    return { at, isSafe: !liquidatable, healthFactorWad };
  };
}

/** What a rule's prices are once each group's are multiplied by its factor; those that stay are left out. */
function movedPrices(
  rule: PriceRule,
  groups: readonly AssetGroup[],
  factorsWad: readonly bigint[],
): Map<AssetCaip19, bigint> {
  const factorOf = (asset: AssetCaip19 | null): bigint => {
    const index = asset === null ? -1 : groups.findIndex(({ assets }) => assets.has(asset));
    return factorsWad[index] ?? WAD;
  };
  const moved = new Map<AssetCaip19, bigint>();
  for (const { asset, unit, price } of rule.prices) {
    const [numerator, denominator] = [factorOf(asset), factorOf(unit)];
    if (numerator === denominator) continue;
    const other = (price * numerator) / denominator;
    moved.set(asset, other > 0n ? other : 1n);
  }
  return moved;
}
