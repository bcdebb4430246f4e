import { type Address, encodeFunctionData, type Hex, maxUint256, parseAbi } from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import { approveToken, mintToken, transferToken } from "../tokens/deploy-tokens.ts";
import { squareRoot } from "../uniswap-v3/pool-price.ts";
import type { PerpPair } from "./deploy-perp-feeds.ts";
import { submitPrice } from "./deploy-perp-feeds.ts";
import type { PerpV2Market } from "./deploy-perp-v2.ts";
import { perpClearingHouseAbi, perpInsuranceFundAbi, perpVaultAbi } from "./perp-v2-abi.ts";
import { createPerpViews } from "./perp-views.ts";

export type PerpV2People = Record<
  "alice" | "bob" | "carol" | "dave" | "erin" | "frank" | "keeper",
  Address
>;

export type PerpV2DeskParameters = {
  chain: DevChain;
  perp: PerpV2Market;
  people: PerpV2People;
  /** Time of a block so many seconds after the last one. */
  nextTimestamp: (seconds: number) => number;
  /** Told of each block as soon as it is mined. */
  onBlock: (block: MinedBlock) => Promise<void>;
};

export type PerpV2Desk = ReturnType<typeof createPerpV2Desk>;

/** A trade of exactly so much base (wad) or quote (wad), which is what goes in or what comes out. */
export type PerpTrade = {
  side: "long" | "short";
  /** Wad of vUSD that the position is to be worth, or of base that it is to be. */
  of: "quote" | "base";
  amount: bigint;
  /** Stops where the pool comes to this price, vUSD × 10^18 per base. */
  untilPriceWad?: bigint;
};

const latestRoundAbi = parseAbi(["function latestRound() view returns (uint256)"]);
const noReferral = `0x${"00".repeat(32)}` as const;

/** What people do with Perp v2: each function queues transactions, `mine` makes a block of them. */
export function createPerpV2Desk(parameters: PerpV2DeskParameters) {
  const { chain, perp, people, nextTimestamp, onBlock } = parameters;
  const { settlementToken: usdc } = perp;
  const send = (from: Address, to: Address, data: Hex, label: string): void =>
    chain.send({ from, to, data, label: `Perp: ${label}` });
  const atVault = (
    from: Address,
    functionName: "deposit" | "withdraw",
    token: Address,
    amount: bigint,
  ): void => {
    const args = [token, amount] as const;
    const data = encodeFunctionData({ abi: perpVaultAbi, functionName, args });
    send(from, perp.vault, data, `${functionName} ${amount} of ${token}`);
  };
  const house = { abi: perpClearingHouseAbi } as const;

  return {
    ...{ chain, perp, people, usdc: usdc.address },
    views: createPerpViews({ chain, perp }),
    base: (symbol: string): Address => perp.markets.find((one) => one.symbol === symbol)!.baseToken,
    collateral: (symbol: string): Address =>
      perp.collaterals.find((one) => one.symbol === symbol)!.token,
    async mine(seconds: number): Promise<MinedBlock> {
      const block = await chain.mine({ timestamp: nextTimestamp(seconds) });
      await onBlock(block);
      return block;
    },
    /** Mints so much to somebody, who lets the vault take it, and deposits it. */
    deposit(from: Address, token: Address, amount: bigint): void {
      chain.send(mintToken({ token, from, to: from, amount }));
      chain.send(approveToken({ token, owner: from, spender: perp.vault }));
      atVault(from, "deposit", token, amount);
    },
    /** The same for somebody else's account. */
    depositFor(from: Address, to: Address, token: Address, amount: bigint): void {
      chain.send(mintToken({ token, from, to: from, amount }));
      chain.send(approveToken({ token, owner: from, spender: perp.vault }));
      const args = [to, token, amount] as const;
      const data = encodeFunctionData({ abi: perpVaultAbi, functionName: "depositFor", args });
      send(from, perp.vault, data, `deposit for ${to}`);
    },
    withdraw: (from: Address, token: Address, amount: bigint): void =>
      atVault(from, "withdraw", token, amount),
    withdrawAll(from: Address, token: Address): void {
      const args = [token] as const;
      const data = encodeFunctionData({ abi: perpVaultAbi, functionName: "withdrawAll", args });
      send(from, perp.vault, data, `withdraw all of ${token}`);
    },
    addLiquidity(
      maker: Address,
      baseToken: Address,
      range: { lowerTick: number; upperTick: number; base: bigint; quote: bigint },
    ): void {
      const params = {
        ...{ baseToken, ...range, minBase: 0n, minQuote: 0n },
        ...{ useTakerBalance: false, deadline: maxUint256 },
      };
      const data = encodeFunctionData({ ...house, functionName: "addLiquidity", args: [params] });
      send(maker, perp.clearingHouse, data, "add liquidity");
    },
    removeLiquidity(
      maker: Address,
      baseToken: Address,
      range: { lowerTick: number; upperTick: number; liquidity: bigint },
    ): void {
      const params = { baseToken, ...range, minBase: 0n, minQuote: 0n, deadline: maxUint256 };
      const data = encodeFunctionData({
        ...house,
        functionName: "removeLiquidity",
        args: [params],
      });
      send(maker, perp.clearingHouse, data, "remove liquidity");
    },
    trade(trader: Address, baseToken: Address, trade: PerpTrade): void {
      const { side, of, amount, untilPriceWad } = trade;
      const isBaseToQuote = side === "short";
      const isExactInput = isBaseToQuote === (of === "base");
      const params = {
        ...{ baseToken, isBaseToQuote, isExactInput, amount },
        ...{ oppositeAmountBound: 0n, deadline: maxUint256, referralCode: noReferral },
        sqrtPriceLimitX96:
          untilPriceWad === undefined ? 0n : squareRoot((untilPriceWad * 2n ** 192n) / 10n ** 18n),
      };
      const data = encodeFunctionData({ ...house, functionName: "openPosition", args: [params] });
      send(trader, perp.clearingHouse, data, `${side} ${amount} of ${of}`);
    },
    closePosition(trader: Address, baseToken: Address): void {
      const params = {
        ...{ baseToken, sqrtPriceLimitX96: 0n, oppositeAmountBound: 0n },
        ...{ deadline: maxUint256, referralCode: noReferral },
      };
      const data = encodeFunctionData({ ...house, functionName: "closePosition", args: [params] });
      send(trader, perp.clearingHouse, data, "close a position");
    },
    liquidate(from: Address, trader: Address, baseToken: Address): void {
      const args = [trader, baseToken] as const;
      const data = encodeFunctionData({ ...house, functionName: "liquidate", args });
      send(from, perp.clearingHouse, data, `liquidate ${trader}`);
    },
    cancelExcessOrders(from: Address, maker: Address, baseToken: Address): void {
      const args = [maker, baseToken] as const;
      const data = encodeFunctionData({ ...house, functionName: "cancelAllExcessOrders", args });
      send(from, perp.clearingHouse, data, `cancel the orders of ${maker}`);
    },
    settleAllFunding(trader: Address): void {
      const args = [trader] as const;
      const data = encodeFunctionData({ ...house, functionName: "settleAllFunding", args });
      send(trader, perp.clearingHouse, data, "settle funding");
    },
    quitMarket(trader: Address, baseToken: Address): void {
      const args = [trader, baseToken] as const;
      const data = encodeFunctionData({ ...house, functionName: "quitMarket", args });
      send(trader, perp.clearingHouse, data, "quit a market");
    },
    settleBadDebt(from: Address, trader: Address): void {
      const args = [trader] as const;
      const data = encodeFunctionData({ abi: perpVaultAbi, functionName: "settleBadDebt", args });
      send(from, perp.vault, data, `settle the bad debt of ${trader}`);
    },
    /** Takes so much collateral of a trader's for USDC, which the liquidator is given first. */
    liquidateCollateral(from: Address, trader: Address, token: Address, amount: bigint): void {
      chain.send(mintToken({ token: usdc.address, from, to: from, amount: 10n ** 13n }));
      chain.send(approveToken({ token: usdc.address, owner: from, spender: perp.vault }));
      const args = [trader, token, amount, false] as const;
      const data = encodeFunctionData({
        abi: perpVaultAbi,
        functionName: "liquidateCollateral",
        args,
      });
      send(from, perp.vault, data, `liquidate collateral of ${trader}`);
    },
    /** USDC for the insurance fund's own pocket, which counts for its capacity. */
    donate(from: Address, amount: bigint): void {
      const token = usdc.address;
      chain.send(mintToken({ token, from, to: from, amount }));
      chain.send(transferToken({ token, from, to: perp.insuranceFund, amount }));
    },
    /** The insurance fund pays what it owes the vault out of its pocket. */
    repay(from: Address): void {
      const data = encodeFunctionData({ abi: perpInsuranceFundAbi, functionName: "repay" });
      send(from, perp.insuranceFund, data, "repay the vault");
    },
    distributeFee(from: Address): void {
      const data = encodeFunctionData({ abi: perpInsuranceFundAbi, functionName: "distributeFee" });
      send(from, perp.insuranceFund, data, "distribute fees");
    },
    /** The owner of every contract says so. */
    govern: (to: Address, data: Hex): void => send(perp.owner, to, data, "govern"),
    /** A Chainlink round of two oracles; one in a block for each pair. */
    async setPrice(pair: PerpPair, priceE8: bigint): Promise<void> {
      const feed = perp.feeds.find((one) => one.pair === pair)!;
      const last = await chain.client.readContract({
        address: feed.aggregator,
        abi: latestRoundAbi,
        functionName: "latestRound",
      });
      for (const oracle of perp.oracles.slice(0, 2)) {
        chain.send(submitPrice({ feed, oracle, roundId: last + 1n, priceE8 }));
      }
    },
  };
}
