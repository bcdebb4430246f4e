import { vTokenAdminAbi } from "../venus-abi.ts";
import { vTokenCall } from "../venus-transactions.ts";
import { isPossible, type RandomPlace } from "./random-place.ts";

const WAD = 10n ** 18n;
const PERCENT = WAD / 100n;
const MINIMUM_COLLATERAL = 101n * WAD;
/** Above what anybody has, so that accounts are healed and liquidated whole. */
export const LARGE_MINIMUM_COLLATERAL = 10n ** 12n * WAD;

/** Dollars around which prices are drawn, and how far, in percent. */
const prices: Readonly<Record<string, { dollars: bigint; from: bigint; to: bigint }>> = {
  WETH: { dollars: 2_500n, from: 25n, to: 180n },
  WBTC: { dollars: 60_000n, from: 25n, to: 180n },
  USDC: { dollars: 1n, from: 96n, to: 104n },
  DAI: { dollars: 1n, from: 96n, to: 104n },
};

/** Prices, factors, reserves and bad debt made good. @returns whether anything was queued. */
export async function governAtRandom(
  place: RandomPlace,
  kind: "price" | "factors" | "minimum" | "reserves" | "recover",
): Promise<boolean> {
  const { desk, random, pool, market, actor, share } = place;
  const { vToken, underlyingSymbol, underlyingDecimals } = market;
  const { governance } = pool;
  const read = (functionName: "totalReserves" | "badDebt") =>
    desk.chain.client.readContract({ address: vToken, abi: vTokenAdminAbi, functionName });

  switch (kind) {
    case "price": {
      const range = prices[underlyingSymbol];
      if (range === undefined) return false;
      const percent = random.bigint(range.from, range.to);
      const scale = 10n ** BigInt(36 - underlyingDecimals);
      desk.setPrice(pool, vToken, (range.dollars * scale * percent) / 100n);
      return true;
    }
    case "factors": {
      const factor = random.bigint(50n, 80n);
      const threshold = (factor + random.bigint(1n, 10n)) * PERCENT;
      desk.ask(governance, pool, "setCollateralFactor", [vToken, factor * PERCENT, threshold]);
      desk.call(governance, vToken, "setReserveFactor", [random.bigint(0n, 30n) * PERCENT]);
      return true;
    }
    case "minimum": {
      const minimum = random.integer(0, 1) === 0 ? MINIMUM_COLLATERAL : LARGE_MINIMUM_COLLATERAL;
      desk.ask(governance, pool, "setMinLiquidatableCollateral", [minimum]);
      return true;
    }
    case "reserves": {
      const reserves = share(await read("totalReserves"));
      const reduce = vTokenCall({
        from: actor,
        vToken,
        functionName: "reduceReserves",
        args: [reserves],
      });
      if (random.integer(0, 1) === 0 && reserves > 0n && (await isPossible(desk, reduce))) {
        desk.chain.send(reduce);
        return true;
      }
      desk.fund(actor, market, 1n);
      desk.call(actor, vToken, "addReserves", [share(10n ** BigInt(underlyingDecimals))]);
      return true;
    }
    case "recover": {
      const recovered = share(await read("badDebt"));
      if (recovered === 0n) return false;
      desk.donate(governance, market, recovered);
      desk.call(governance, vToken, "badDebtRecovered", [recovered]);
      return true;
    }
  }
}
