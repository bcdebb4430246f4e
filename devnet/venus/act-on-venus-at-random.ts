import { type Address, maxUint256 } from "viem";
import type { Random } from "../market/create-random.ts";
import type { VenusDesk } from "./create-venus-desk.ts";
import { governAtRandom } from "./random/govern-at-random.ts";
import { type LiquidationKind, liquidateAtRandom } from "./random/liquidate-at-random.ts";
import { isPossible, pickPlace, type RandomPlace } from "./random/random-place.ts";
import { comptrollerAdminAbi } from "./venus-abi.ts";
import { comptrollerCall, vTokenCall } from "./venus-transactions.ts";

const kinds = [
  ...["supply", "supply", "redeem", "redeemUnderlying", "transfer"],
  ...[
    "enter",
    "enter",
    "exit",
    "borrow",
    "borrow",
    "borrow",
    "borrow",
    "repay",
    "repay",
    "repayAll",
  ],
  ...["accrue", "price", "price", "price", "price", "factors", "minimum", "reserves", "recover"],
  ...["liquidate", "liquidate", "liquidate", "liquidate", "liquidate", "liquidate"],
] as const;

export type VenusActionKind = (typeof kinds)[number] | LiquidationKind;

/**
 * Queues one sensible action of somebody in one of the pools, by the contracts' own functions, or
 * nothing where chance asked for one that is not possible. It rests on the newest block, so a block
 * takes one.
 * @returns the kind of what was queued.
 */
export async function actAtVenusAtRandom(
  desk: VenusDesk,
  { random, actors }: { random: Random; actors: readonly Address[] },
): Promise<VenusActionKind | undefined> {
  const kind = random.pick(kinds);
  const place = await pickPlace(desk, { random, actors });
  if (place === undefined) return undefined;
  switch (kind) {
    case "price":
    case "factors":
    case "minimum":
    case "reserves":
    case "recover":
      return (await governAtRandom(place, kind)) ? kind : undefined;
    case "liquidate":
      return liquidateAtRandom(place);
    default:
      return (await actAsOwner(place, kind)) ? kind : undefined;
  }
}

/** What an account does with its own. @returns whether anything was queued. */
async function actAsOwner(
  place: RandomPlace,
  kind: Exclude<
    VenusActionKind,
    ("price" | "factors" | "minimum" | "reserves" | "recover") | LiquidationKind
  >,
): Promise<boolean> {
  const { desk, pool, market, actor, other, share } = place;
  const { vToken, underlyingDecimals } = market;
  const { comptroller } = pool;
  const { tokens, debt } = await desk.readAccount(vToken, actor);
  const own = { from: actor, vToken } as const;

  switch (kind) {
    case "supply": {
      desk.fund(actor, market, place.wholeTokens);
      const amount = share(place.wholeTokens * 10n ** BigInt(underlyingDecimals)) + place.odd;
      desk.call(actor, vToken, "mint", [amount]);
      return true;
    }
    case "redeem":
    case "transfer": {
      const amount = share(tokens);
      if (amount === 0n || (kind === "transfer" && other === actor)) return false;
      const transaction =
        kind === "redeem"
          ? vTokenCall({ ...own, functionName: "redeem", args: [amount] })
          : vTokenCall({ ...own, functionName: "transfer", args: [other, amount] });
      return queueIfPossible(place, transaction);
    }
    case "redeemUnderlying": {
      // A vToken stands for about 10^(decimals − 8) units.
      const amount = share(tokens) * 10n ** BigInt(Math.max(underlyingDecimals - 8, 0)) + place.odd;
      if (tokens === 0n) return false;
      return queueIfPossible(
        place,
        vTokenCall({ ...own, functionName: "redeemUnderlying", args: [amount] }),
      );
    }
    case "enter": {
      const args = [[vToken]] as const;
      return queueIfPossible(
        place,
        comptrollerCall({ from: actor, comptroller, functionName: "enterMarkets", args }),
      );
    }
    case "exit": {
      const args = [vToken] as const;
      return queueIfPossible(
        place,
        comptrollerCall({ from: actor, comptroller, functionName: "exitMarket", args }),
      );
    }
    case "borrow": {
      const price = await desk.readPrice(pool, vToken);
      const [, liquidity] = await desk.chain.client.readContract({
        address: comptroller,
        abi: comptrollerAdminAbi,
        functionName: "getBorrowingPower",
        args: [actor],
      });
      const amount = price === 0n ? 0n : (share(liquidity) * 10n ** 18n) / price;
      if (amount === 0n) return false;
      return queueIfPossible(place, vTokenCall({ ...own, functionName: "borrow", args: [amount] }));
    }
    case "repay":
    case "repayAll": {
      if (debt === 0n) return false;
      const amount = kind === "repayAll" ? maxUint256 - 1n : share(debt) + 1n;
      // A market's total can be a unit less than what its last debtor owes: then it cannot be repaid.
      const repay = vTokenCall({ ...own, functionName: "repayBorrow", args: [amount] });
      if (!(await queueIfPossible(place, repay))) return false;
      desk.fund(actor, market, debt / 10n ** BigInt(underlyingDecimals) + place.wholeTokens);
      return true;
    }
    case "accrue":
      desk.call(actor, vToken, "accrueInterest", []);
      return true;
  }
}

async function queueIfPossible(
  { desk }: RandomPlace,
  transaction: ReturnType<typeof vTokenCall>,
): Promise<boolean> {
  if (!(await isPossible(desk, transaction))) return false;
  desk.chain.send(transaction);
  return true;
}
