import { ponder } from "ponder:registry";
import { requireMarket, updateAccount, updateMarket, updatePool } from "./books.ts";
import { listMarket } from "./list-market.ts";

/** What Comptrollers rule, and who has entered which market. */
export function registerPools(): void {
  ponder.on("VenusComptroller:MarketSupported", ({ event, context }) =>
    listMarket(context, {
      comptroller: event.log.address,
      vToken: event.args.vToken,
      block: event.block,
    }),
  );

  ponder.on("VenusComptroller:MarketUnlisted", async ({ event, context }) =>
    updateMarket(context, {
      market: await requireMarket(context, event.args.vToken),
      blockNumber: event.block.number,
      change: { isListed: false },
    }),
  );

  ponder.on("VenusComptroller:NewCollateralFactor", async ({ event, context }) =>
    updateMarket(context, {
      market: await requireMarket(context, event.args.vToken),
      blockNumber: event.block.number,
      change: { collateralFactorWad: event.args.newCollateralFactorMantissa },
    }),
  );

  ponder.on("VenusComptroller:NewLiquidationThreshold", async ({ event, context }) =>
    updateMarket(context, {
      market: await requireMarket(context, event.args.vToken),
      blockNumber: event.block.number,
      change: { liquidationThresholdWad: event.args.newLiquidationThresholdMantissa },
    }),
  );

  ponder.on("VenusComptroller:IsForcedLiquidationEnabledUpdated", async ({ event, context }) =>
    updateMarket(context, {
      market: await requireMarket(context, event.args.vToken),
      blockNumber: event.block.number,
      change: { isForcedLiquidation: event.args.enable },
    }),
  );

  ponder.on("VenusComptroller:NewPriceOracle", ({ event, context }) =>
    updatePool(context, {
      comptroller: event.log.address,
      blockNumber: event.block.number,
      change: { oracle: event.args.newPriceOracle },
    }),
  );

  ponder.on("VenusComptroller:NewCloseFactor", ({ event, context }) =>
    updatePool(context, {
      comptroller: event.log.address,
      blockNumber: event.block.number,
      change: { closeFactorWad: event.args.newCloseFactorMantissa },
    }),
  );

  ponder.on("VenusComptroller:NewLiquidationIncentive", ({ event, context }) =>
    updatePool(context, {
      comptroller: event.log.address,
      blockNumber: event.block.number,
      change: { liquidationIncentiveWad: event.args.newLiquidationIncentiveMantissa },
    }),
  );

  ponder.on("VenusComptroller:NewMinLiquidatableCollateral", ({ event, context }) =>
    updatePool(context, {
      comptroller: event.log.address,
      blockNumber: event.block.number,
      change: { minimumLiquidatableCollateral: event.args.newMinLiquidatableCollateral },
    }),
  );

  for (const [name, isEntered] of [
    ["VenusComptroller:MarketEntered", true],
    ["VenusComptroller:MarketExited", false],
  ] as const) {
    ponder.on(name, async ({ event, context }) => {
      await updateAccount(context, {
        ...event.args,
        blockNumber: event.block.number,
        change: () => ({ isEntered }),
      });
    });
  }
}
