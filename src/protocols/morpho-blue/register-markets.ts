import { ponder } from "ponder:registry";
import {
  morphoBlueFeeRecipient,
  morphoBlueFeeRecipientVersion,
  morphoBlueMarket,
  morphoBlueRateVersion,
} from "ponder:schema";
import { changeMarket, storeTotals } from "./change-market.ts";
import { noTotals } from "./state.ts";

/**
 * Markets as anybody makes them, their fees, and the rates of the interest rate model. Nothing is read
 * from the addresses that a market names: they may be anything, and must not be able to stop the index.
 */
export function registerMarkets(): void {
  ponder.on("MorphoBlue:CreateMarket", async ({ event, context }) => {
    const { id: market, marketParams } = event.args;
    const { loanToken, collateralToken, oracle, irm, lltv } = marketParams;
    const key = { chainId: context.chain.id, morpho: event.log.address, market };
    const blockNumber = event.block.number;
    const constants = {
      loanToken: lowerCase(loanToken),
      collateralToken: lowerCase(collateralToken),
      oracle: lowerCase(oracle),
      irm: lowerCase(irm),
      lltvWad: lltv,
      blockNumber,
    };
    await context.db
      .insert(morphoBlueMarket)
      .values({ ...key, ...constants })
      .onConflictDoUpdate(constants);
    await storeTotals(context, {
      key,
      blockNumber,
      totals: { ...noTotals, feeWad: 0n, lastUpdateSeconds: Number(event.block.timestamp) },
    });
  });

  ponder.on("MorphoBlue:SetFee", ({ event, context }) =>
    changeMarket(context, {
      event,
      market: event.args.id,
      accrues: true,
      feeWad: event.args.newFee,
    }),
  );

  ponder.on("MorphoBlue:SetFeeRecipient", async ({ event, context }) => {
    const key = { chainId: context.chain.id, morpho: event.log.address };
    const feeRecipient = event.args.newFeeRecipient;
    await context.db
      .insert(morphoBlueFeeRecipient)
      .values({ ...key, feeRecipient })
      .onConflictDoUpdate({ feeRecipient });
    await context.db
      .insert(morphoBlueFeeRecipientVersion)
      .values({ ...key, blockNumber: event.block.number, feeRecipient })
      .onConflictDoUpdate({ feeRecipient });
  });

  ponder.on("MorphoBlueAdaptiveCurveIrm:BorrowRateUpdate", async ({ event, context }) => {
    const { id: market, avgBorrowRate, rateAtTarget } = event.args;
    const rates = { averageRateWad: avgBorrowRate, rateAtTargetWad: rateAtTarget };
    await context.db
      .insert(morphoBlueRateVersion)
      .values({
        chainId: context.chain.id,
        irm: event.log.address,
        market,
        blockNumber: event.block.number,
        ...rates,
      })
      .onConflictDoUpdate(rates);
  });
}

/** Addresses within a struct come with a checksum. */
function lowerCase(address: `0x${string}`): `0x${string}` {
  return address.toLowerCase() as `0x${string}`;
}
