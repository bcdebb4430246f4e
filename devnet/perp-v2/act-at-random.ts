import { type Address, BaseError, ContractFunctionRevertedError } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import type { Random } from "../market/create-random.ts";
import { createPerpV2Desk, type PerpV2Desk } from "./create-perp-v2-desk.ts";
import { perpFirstPrices } from "./deploy-perp-feeds.ts";
import { isPossible } from "./is-possible.ts";
import { followIndex } from "./move-market.ts";
import { rangeAround } from "./range-around.ts";
import { USDC, WAD } from "./scenario/units.ts";

const kinds = [
  ...["deposit", "deposit", "withdraw", "withdraw", "long", "long", "short", "short"],
  ...["close", "close", "add", "remove", "price", "follow", "follow", "settle"],
  ...["liquidate", "liquidate", "cancel", "seize", "donate", "repay", "distribute"],
] as const;

export type PerpV2ActionKind = (typeof kinds)[number];

/** Markets that the scenario does not close. */
const pairs = ["ETH/USD", "BTC/USD"] as const;

type Choice = { desk: PerpV2Desk; random: Random; actors: readonly Address[]; actor: Address };

/**
 * Queues one sensible action of somebody at Perp v2, by the contracts' own functions, or nothing where
 * chance asked for one that is not possible. It rests on the newest block, so a block takes one, and
 * holds for a block within six hours.
 * @returns the kind of what was queued.
 */
export async function actAtPerpV2AtRandom(
  desk: PerpV2Desk,
  { random, actors }: { random: Random; actors: readonly Address[] },
): Promise<PerpV2ActionKind | undefined> {
  const { chain, perp, people } = desk;
  const kind = random.pick(kinds);
  const drafts: Transaction[] = [];
  const draftDesk = createPerpV2Desk({
    chain: { ...chain, send: (transaction) => drafts.push(transaction) },
    ...{ perp, people, nextTimestamp: () => 0, onBlock: async () => undefined },
  });
  try {
    await actions[kind]({ desk: draftDesk, random, actors, actor: random.pick(actors) });
  } catch (error) {
    // After a violent fall of an index Perp's own views of an account fail until the pool has followed.
    if (!isContractRevert(error)) throw error;
    return undefined;
  }
  if (drafts.length === 0 || !(await isPossible(chain, drafts))) return undefined;
  for (const transaction of drafts) chain.send(transaction);
  return kind;
}

function isContractRevert(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ContractFunctionRevertedError) !== null
  );
}

const actions: Record<PerpV2ActionKind, (choice: Choice) => Promise<void>> = {
  async deposit({ desk, random, actor }) {
    const token = anyCollateral(desk, random);
    const unit = 10n ** BigInt(token.decimals);
    // A hundredth of a token at least, in dollars some hundreds: 500 USDC, 0.2 WETH, 0.01 WBTC.
    const least =
      token.symbol === "USDC" ? 500n * unit : token.symbol === "WETH" ? unit / 5n : unit / 100n;
    desk.deposit(actor, token.address, least * random.bigint(1n, 20n) + random.bigint(0n, 9n));
  },
  async withdraw({ desk, random, actor }) {
    const { address } = anyCollateral(desk, random);
    const free = await desk.views.freeCollateral(actor, address);
    const amount = (free * random.bigint(1n, 80n)) / 100n;
    if (amount > 0n) desk.withdraw(actor, address, amount);
  },
  long: (choice) => open(choice, "long"),
  short: (choice) => open(choice, "short"),
  async close({ desk, random, actor }) {
    const base = desk.base(random.pick(["vETH", "vBTC"]));
    const size = await desk.views.positionSize(actor, base);
    if (size === 0n) return;
    if (random.chance(60)) return desk.closePosition(actor, base);
    const amount = ((size < 0n ? -size : size) * random.bigint(1n, 99n)) / 100n;
    if (amount > 0n)
      desk.trade(actor, base, { side: size < 0n ? "long" : "short", of: "base", amount });
  },
  async add({ desk, random, actor }) {
    const base = desk.base(random.pick(["vETH", "vBTC"]));
    const tick = await desk.views.tick(base);
    const quote = ((await buyingPowerWad(desk, actor)) * random.bigint(5n, 30n)) / 100n;
    if (quote < 100n * WAD) return;
    const price = await desk.views.marketPriceWad(base);
    const range = rangeAround(tick, random.integer(120, 3_000));
    desk.addLiquidity(actor, base, { ...range, base: (quote * WAD) / price, quote });
  },
  async remove({ desk, random, actor }) {
    const base = desk.base(random.pick(["vETH", "vBTC"]));
    const orders = await desk.views.orders(actor, base);
    if (orders.length === 0) return;
    const { lowerTick, upperTick, liquidity } = random.pick(orders);
    const part = random.chance(40) ? liquidity : (liquidity * random.bigint(0n, 99n)) / 100n;
    desk.removeLiquidity(actor, base, { lowerTick, upperTick, liquidity: part });
  },
  async price({ desk, random }) {
    const pair = random.pick(pairs);
    const { baseToken } = desk.perp.markets.find((one) => one.pair === pair)!;
    const indexE8 = (await desk.views.indexPriceWad(baseToken)) / 10n ** 10n;
    const wanted = (indexE8 * random.bigint(85n, 117n)) / 100n + random.bigint(0n, 99n);
    const first = perpFirstPrices[pair];
    const isSane = wanted > first / 4n && wanted < first * 4n;
    await desk.setPrice(pair, isSane ? wanted : first);
  },
  async follow({ desk, random }) {
    await followIndex(desk, random.pick(pairs));
  },
  async settle({ desk, actor }) {
    desk.settleAllFunding(actor);
  },
  async liquidate({ desk, actors }) {
    const { keeper } = desk.people;
    for (const trader of actors) {
      if (!(await desk.views.liquidatable(trader))) continue;
      for (const { baseToken } of desk.perp.markets) {
        if ((await desk.views.positionSize(trader, baseToken)) === 0n) continue;
        return desk.liquidate(keeper, trader, baseToken);
      }
    }
  },
  async cancel({ desk, actors }) {
    for (const maker of actors) {
      if (!(await desk.views.liquidatable(maker))) continue;
      for (const { baseToken } of desk.perp.markets) {
        if ((await desk.views.orders(maker, baseToken)).length === 0) continue;
        return desk.cancelExcessOrders(desk.people.keeper, maker, baseToken);
      }
    }
  },
  async seize({ desk, random, actors }) {
    for (const trader of actors) {
      if (!(await desk.views.collateralLiquidatable(trader))) continue;
      for (const { token } of desk.perp.collaterals) {
        const most = await desk.views.seizable(trader, token);
        const amount = random.chance(50) ? most : most / 2n;
        if (amount > 0n) return desk.liquidateCollateral(desk.people.keeper, trader, token, amount);
      }
    }
  },
  async donate({ desk, random, actor }) {
    desk.donate(actor, random.bigint(1n, 20_000n) * USDC);
  },
  async repay({ desk, actor }) {
    desk.repay(actor);
  },
  async distribute({ desk, actor }) {
    desk.distributeFee(actor);
  },
};

async function open({ desk, random, actor }: Choice, side: "long" | "short"): Promise<void> {
  const base = desk.base(random.pick(["vETH", "vBTC"]));
  const amount = ((await buyingPowerWad(desk, actor)) * random.bigint(2n, 95n)) / 100n;
  if (amount >= 50n * WAD) desk.trade(actor, base, { side, of: "quote", amount });
}

/** vUSD that the free collateral carries at a margin of a tenth, less what a trade costs. */
async function buyingPowerWad(desk: PerpV2Desk, actor: Address): Promise<bigint> {
  const free = (await desk.views.freeCollateralValue(actor)) * 10n ** 12n * 8n;
  return free < 60_000n * WAD ? free : 60_000n * WAD;
}

function anyCollateral({ perp }: PerpV2Desk, random: Random) {
  const { settlementToken, collaterals } = perp;
  return random.pick([
    settlementToken,
    ...collaterals.map(({ symbol, token, decimals }) => ({ symbol, address: token, decimals })),
  ]);
}
