import { ponder } from "ponder:registry";
import {
  perpV2Collateral,
  perpV2CollateralVersion,
  perpV2Market,
  perpV2MarketVersion,
} from "ponder:schema";
import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import { deploymentOf, lowerCase } from "./deployments.ts";

type LoggedEvent = { block: { number: bigint }; log: { address: Address } };
type MarketRow = Omit<typeof perpV2Market.$inferSelect, "chainId" | "house" | "baseToken">;
type CollateralRow = Omit<typeof perpV2Collateral.$inferSelect, "chainId" | "house" | "token">;

/** The markets and the collaterals of a clearing house, with what governance has set for each. */
export function registerParameters(network: Network): void {
  const houseOf = (event: LoggedEvent, chainId: number) =>
    lowerCase(deploymentOf(network, { chainId, contract: event.log.address }).clearingHouse);

  const storeMarket = async (
    context: IndexingContext,
    event: LoggedEvent,
    parameters: { baseToken: Address; change: Partial<MarketRow>; added?: MarketRow },
  ) => {
    const key = {
      chainId: context.chain.id,
      house: houseOf(event, context.chain.id),
      baseToken: lowerCase(parameters.baseToken),
    };
    const before = parameters.added ?? (await context.db.find(perpV2Market, key));
    if (before === null) throw unknown("market", key.baseToken);
    const { pool, feeRatio, insuranceFundFeeRatio } = { ...before, ...parameters.change };
    const row = { pool, feeRatio, insuranceFundFeeRatio };
    await context.db
      .insert(perpV2Market)
      .values({ ...key, ...row })
      .onConflictDoUpdate(row);
    await context.db
      .insert(perpV2MarketVersion)
      .values({ ...key, blockNumber: event.block.number, ...row })
      .onConflictDoUpdate(row);
  };

  const storeCollateral = async (
    context: IndexingContext,
    event: LoggedEvent,
    parameters: { token: Address; change: Partial<CollateralRow>; added?: CollateralRow },
  ) => {
    const { token } = parameters;
    const key = { chainId: context.chain.id, house: houseOf(event, context.chain.id), token };
    const before = parameters.added ?? (await context.db.find(perpV2Collateral, key));
    if (before === null) throw unknown("collateral", token);
    const { priceFeed, collateralRatio, discountRatio, depositCap } = {
      ...before,
      ...parameters.change,
    };
    const row = { priceFeed, collateralRatio, discountRatio, depositCap };
    await context.db
      .insert(perpV2Collateral)
      .values({ ...key, ...row })
      .onConflictDoUpdate(row);
    await context.db
      .insert(perpV2CollateralVersion)
      .values({ ...key, blockNumber: event.block.number, ...row })
      .onConflictDoUpdate(row);
  };

  ponder.on("PerpV2MarketRegistry:PoolAdded", async ({ event, context }) => {
    const { baseToken, feeRatio, pool } = event.args;
    await ensureToken(context, { address: baseToken, blockNumber: event.block.number });
    const added = { pool, feeRatio, insuranceFundFeeRatio: 0 };
    await storeMarket(context, event, { baseToken, change: {}, added });
  });

  ponder.on("PerpV2MarketRegistry:FeeRatioChanged", ({ event, context }) => {
    const { baseToken, feeRatio } = event.args;
    return storeMarket(context, event, { baseToken, change: { feeRatio } });
  });

  ponder.on("PerpV2MarketRegistry:InsuranceFundFeeRatioChanged", ({ event, context }) => {
    const { baseToken, feeRatio } = event.args;
    return storeMarket(context, event, { baseToken, change: { insuranceFundFeeRatio: feeRatio } });
  });

  ponder.on("PerpV2CollateralManager:CollateralAdded", async ({ event, context }) => {
    const { token, priceFeed, collateralRatio, discountRatio, depositCap } = event.args;
    await ensureToken(context, { address: token, blockNumber: event.block.number });
    const added = {
      ...{ priceFeed: lowerCase(priceFeed), collateralRatio, discountRatio, depositCap },
    };
    await storeCollateral(context, event, { token, change: {}, added });
  });

  ponder.on("PerpV2CollateralManager:PriceFeedChanged", ({ event, context }) => {
    const { token, priceFeed } = event.args;
    return storeCollateral(context, event, { token, change: { priceFeed: lowerCase(priceFeed) } });
  });

  ponder.on("PerpV2CollateralManager:CollateralRatioChanged", ({ event, context }) => {
    const { token, collateralRatio } = event.args;
    return storeCollateral(context, event, { token, change: { collateralRatio } });
  });

  ponder.on("PerpV2CollateralManager:DiscountRatioChanged", ({ event, context }) => {
    const { token, discountRatio } = event.args;
    return storeCollateral(context, event, { token, change: { discountRatio } });
  });

  ponder.on("PerpV2CollateralManager:DepositCapChanged", ({ event, context }) => {
    const { token, depositCap } = event.args;
    return storeCollateral(context, event, { token, change: { depositCap } });
  });
}

function unknown(what: string, address: Address): BallastError {
  return new BallastError(`The ${what} ${address} of Perp v2 is not known.`, {
    code: "perp-v2-parameter-unknown",
    remedy: "It was registered before the deployment's start block: set that earlier.",
  });
}
