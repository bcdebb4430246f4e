import { beforeEach, describe, expect, it } from "vitest";
import { registerPerpV2 } from "../../src/protocols/perp-v2/handlers.ts";
import { perpV2InsuranceEvent } from "../../src/protocols/perp-v2/history-schema.ts";
import {
  perpV2Balance,
  perpV2BalanceVersion,
  perpV2Owed,
  perpV2Taker,
} from "../../src/protocols/perp-v2/schema.ts";
import { NETWORK } from "../support/api/make-network.ts";
import { addressOf, createHandlerHarness } from "../support/handler-harness.ts";

const [house, vault, books, fund] = [addressOf(10), addressOf(11), addressOf(12), addressOf(13)];
const [usdc, weth, base, alice] = [addressOf(20), addressOf(21), addressOf(22), addressOf(1)];
const [chain] = NETWORK.chains;
const deployment = {
  ...{ id: "main", clearingHouse: house, vault, accountBalance: books, insuranceFund: fund },
  ...{ clearingHouseConfig: addressOf(14), exchange: addressOf(15), orderBook: addressOf(16) },
  ...{ marketRegistry: addressOf(17), collateralManager: addressOf(18), startBlock: 1 },
  markets: [],
  settlementToken: { symbol: "USDC", address: usdc, decimals: 6 },
};

let harness: ReturnType<typeof createHandlerHarness>;
beforeEach(() => {
  harness = createHandlerHarness({
    chainId: chain!.chainId,
    register: () => registerPerpV2({ ...NETWORK, chains: [{ ...chain!, perpV2: [deployment] }] }),
  });
});

const atVault = (name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`PerpV2Vault:${name}`, { address: vault, block, args: { trader: alice, ...args } });
const balance = (account: `0x${string}`, token: `0x${string}`) =>
  harness.rows(perpV2Balance).find((one) => one.account === account && one.token === token)?.amount;

describe("Perp v2's handlers", () => {
  it("take what is owed into the balance only where the settlement token is withdrawn", async () => {
    await atVault("Deposited", 5, { collateralToken: usdc, amount: 100n });
    await atVault("Deposited", 5, { collateralToken: weth, amount: 9n });
    await harness.log("PerpV2AccountBalance:PnlRealized", {
      ...{ address: books, block: 6, args: { trader: alice, amount: -7n * 10n ** 12n - 1n } },
    });
    await atVault("Withdrawn", 7, { collateralToken: weth, amount: 4n });
    expect(harness.rows(perpV2Owed)[0]?.owedRealizedPnlWad).toBe(-7n * 10n ** 12n - 1n);
    await atVault("Withdrawn", 8, { collateralToken: usdc, amount: 10n });
    expect([balance(alice, usdc), balance(alice, weth)]).toEqual([82n, 5n]);
    expect(harness.rows(perpV2Owed)[0]?.owedRealizedPnlWad).toBe(0n);
    expect(harness.rows(perpV2BalanceVersion)).toHaveLength(4);
  });

  it("move a bad debt to the insurance fund", async () => {
    await atVault("BadDebtSettled", 5, { amount: 33n });
    expect([balance(alice, usdc), balance(fund, usdc)]).toEqual([33n, -33n]);
    expect(harness.rows(perpV2InsuranceEvent)[0]).toMatchObject({ kind: "bad-debt", amount: 33n });
  });

  it("count a maker's ranges and follow the taker", async () => {
    const change = (block: number, liquidity: bigint, quote: bigint) =>
      harness.log("PerpV2ClearingHouse:LiquidityChanged", {
        ...{ address: house, block },
        args: {
          ...{ maker: alice, baseToken: base, quoteToken: usdc, lowerTick: -60, upperTick: 60 },
          ...{ base: 0n, quote, liquidity, quoteFee: 0n },
        },
      });
    await change(5, 10n, 100n);
    await harness.log("PerpV2ClearingHouse:PositionChanged", {
      ...{ address: house, block: 6 },
      args: {
        ...{ trader: alice, baseToken: base, exchangedPositionSize: 50n, fee: 1n },
        ...{ exchangedPositionNotional: -99n, openNotional: -100n, realizedPnl: 0n },
        sqrtPriceAfterX96: 1n,
      },
    });
    await change(7, -10n, -100n);
    expect(harness.rows(perpV2Taker)[0]).toMatchObject({
      ...{ sizeWad: 50n, openNotionalWad: -100n, orders: 0 },
    });
  });
});
