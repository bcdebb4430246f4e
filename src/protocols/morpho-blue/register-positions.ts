import { ponder } from "ponder:registry";
import { morphoBlueFeeRecipient, morphoBlueLiquidation } from "ponder:schema";
import { zeroAddress } from "viem";
import { changeMarket } from "./change-market.ts";
import {
  borrowed,
  collateralSupplied,
  interestAccrued,
  liquidated,
  repaid,
  supplied,
} from "./state.ts";

/** What accounts do in markets. Every one of Morpho's functions but supplyCollateral accrues first. */
export function registerPositions(): void {
  ponder.on("MorphoBlue:AccrueInterest", async ({ event, context }) => {
    const { id: market, interest, feeShares } = event.args;
    const recipient = await context.db.find(morphoBlueFeeRecipient, {
      chainId: context.chain.id,
      morpho: event.log.address,
    });
    await changeMarket(context, {
      event,
      market,
      accrues: true,
      change: interestAccrued({ interest, feeShares }),
      // Without a recipient the contract books fees to the zero address.
      ...(feeShares > 0n ? { account: recipient?.feeRecipient ?? zeroAddress } : {}),
    });
  });

  ponder.on("MorphoBlue:Supply", ({ event, context }) => {
    const { id: market, onBehalf: account, assets, shares } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: supplied({ assets, shares }),
    });
  });

  ponder.on("MorphoBlue:Withdraw", ({ event, context }) => {
    const { id: market, onBehalf: account, assets, shares } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: supplied({ assets: -assets, shares: -shares }),
    });
  });

  ponder.on("MorphoBlue:Borrow", ({ event, context }) => {
    const { id: market, onBehalf: account, assets, shares } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: borrowed({ assets, shares }),
    });
  });

  ponder.on("MorphoBlue:Repay", ({ event, context }) => {
    const { id: market, onBehalf: account, assets, shares } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: repaid({ assets, shares }),
    });
  });

  ponder.on("MorphoBlue:SupplyCollateral", ({ event, context }) => {
    const { id: market, onBehalf: account, assets } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: false,
      change: collateralSupplied(assets),
    });
  });

  ponder.on("MorphoBlue:WithdrawCollateral", ({ event, context }) => {
    const { id: market, onBehalf: account, assets } = event.args;
    return changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: collateralSupplied(-assets),
    });
  });

  ponder.on("MorphoBlue:Liquidate", async ({ event, context }) => {
    const { id: market, caller: liquidator, borrower: account, ...amounts } = event.args;
    await changeMarket(context, {
      event,
      market,
      account,
      accrues: true,
      change: liquidated(amounts),
    });
    const liquidation = {
      morpho: event.log.address,
      market,
      account,
      liquidator,
      ...amounts,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(morphoBlueLiquidation)
      .values({
        chainId: context.chain.id,
        blockNumber: event.block.number,
        logIndex: event.log.logIndex,
        ...liquidation,
      })
      .onConflictDoUpdate(liquidation);
  });
}
