import type { Address } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { PerpV2Market } from "./deploy-perp-v2.ts";
import {
  perpAccountBalanceAbi,
  perpBaseTokenAbi,
  perpClearingHouseAbi,
  perpOrderBookAbi,
  perpPoolAbi,
  perpVaultAbi,
} from "./perp-v2-abi.ts";

/** What somebody who acts at Perp v2 wants to know now. */
export function createPerpViews({ chain, perp }: { chain: DevChain; perp: PerpV2Market }) {
  const read = chain.client.readContract;
  const vault = { address: perp.vault, abi: perpVaultAbi } as const;
  const books = { address: perp.accountBalance, abi: perpAccountBalanceAbi } as const;
  const orders = { address: perp.orderBook, abi: perpOrderBookAbi } as const;
  const poolOf = (baseToken: Address) =>
    perp.markets.find((one) => one.baseToken === baseToken)!.pool;

  return {
    positionSize: (trader: Address, baseToken: Address): Promise<bigint> =>
      read({ ...books, functionName: "getTakerPositionSize", args: [trader, baseToken] }),
    freeCollateral: (trader: Address, token: Address): Promise<bigint> =>
      read({ ...vault, functionName: "getFreeCollateralByToken", args: [trader, token] }),
    /** What is free of any collateral, in the settlement token. */
    freeCollateralValue: (trader: Address): Promise<bigint> =>
      read({ ...vault, functionName: "getFreeCollateral", args: [trader] }),
    collateralLiquidatable: (trader: Address): Promise<boolean> =>
      read({ ...vault, functionName: "isLiquidatable", args: [trader] }),
    /** The most of a collateral that a liquidator may take now. */
    async seizable(trader: Address, token: Address): Promise<bigint> {
      const [, most] = await read({
        ...vault,
        functionName: "getMaxRepaidSettlementAndLiquidatableCollateral",
        args: [trader, token],
      });
      return most;
    },
    async liquidatable(trader: Address): Promise<boolean> {
      const args = [trader] as const;
      const house = { address: perp.clearingHouse, abi: perpClearingHouseAbi } as const;
      const value = await read({ ...house, functionName: "getAccountValue", args });
      return (
        value < (await read({ ...books, functionName: "getMarginRequirementForLiquidation", args }))
      );
    },
    /** A maker's ranges in a market. */
    async orders(maker: Address, baseToken: Address) {
      const args = [maker, baseToken] as const;
      const ids = await read({ ...orders, functionName: "getOpenOrderIds", args });
      return Promise.all(
        ids.map((id) => read({ ...orders, functionName: "getOpenOrderById", args: [id] })),
      );
    },
    async tick(baseToken: Address): Promise<number> {
      const [, tick] = await read({
        address: poolOf(baseToken),
        abi: perpPoolAbi,
        functionName: "slot0",
      });
      return tick;
    },
    /** vUSD × 10^18 per base that the pool trades at, rounded down. */
    async marketPriceWad(baseToken: Address): Promise<bigint> {
      const [sqrtPriceX96] = await read({
        address: poolOf(baseToken),
        abi: perpPoolAbi,
        functionName: "slot0",
      });
      return (sqrtPriceX96 * sqrtPriceX96 * 10n ** 18n) / 2n ** 192n;
    },
    priceFeed: (baseToken: Address): Promise<Address> =>
      read({ address: baseToken, abi: perpBaseTokenAbi, functionName: "getPriceFeed" }),
    indexPriceWad: (baseToken: Address): Promise<bigint> =>
      read({
        address: baseToken,
        abi: perpBaseTokenAbi,
        functionName: "getIndexPrice",
        args: [0n],
      }),
  };
}
