import { ponder } from "ponder:registry";
import { venusHealing, venusLiquidation } from "ponder:schema";
import { requireMarket, updateAccount, updateMarket } from "./books.ts";
import { tokensSeized } from "./state.ts";

/** Liquidations, logged by the vToken of the debt; what they seize is in another one, or in the same. */
export function registerLiquidations(): void {
  ponder.on("VenusVToken:LiquidateBorrow", async ({ event, context }) => {
    const { liquidator, borrower, repayAmount, vTokenCollateral, seizeTokens } = event.args;
    const blockNumber = event.block.number;
    let kept = 0n;
    await updateAccount(context, {
      vToken: vTokenCollateral,
      account: borrower,
      blockNumber,
      change: (account) => {
        const change = tokensSeized(account, seizeTokens);
        kept = change.tokens - account.tokens;
        return change;
      },
    });
    const market = await requireMarket(context, vTokenCollateral);
    const change = { totalSupply: market.totalSupply + kept };
    await updateMarket(context, { market, blockNumber, change });
    const facts = {
      vToken: event.log.address,
      vTokenCollateral,
      account: borrower,
      liquidator,
      repaidAmount: repayAmount,
      seizedTokens: seizeTokens,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(venusLiquidation)
      .values({ chainId: context.chain.id, blockNumber, logIndex: event.log.logIndex, ...facts })
      .onConflictDoUpdate(facts);
  });

  ponder.on("VenusVToken:HealBorrow", async ({ event, context }) => {
    const { payer, borrower, repayAmount } = event.args;
    const facts = {
      ...{ vToken: event.log.address, account: borrower, liquidator: payer },
      repaidAmount: repayAmount,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(venusHealing)
      .values({
        ...{ chainId: context.chain.id, blockNumber: event.block.number },
        ...{ logIndex: event.log.logIndex, ...facts },
      })
      .onConflictDoUpdate(facts);
  });
}
