import { ponder } from "ponder:registry";
import { perpV2CollateralLiquidation, perpV2InsuranceEvent } from "ponder:schema";
import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import { addToBalance, readBalance, readOwed, storeBalance, storeOwed } from "./books.ts";
import { deploymentOf, lowerCase } from "./deployments.ts";
import { withdrawSettled } from "./state.ts";

/** What the vault has of each account: deposits, withdrawals, sold collateral, bad debts. */
export function registerVault(network: Network): void {
  const placeOf = (
    event: { block: { number: bigint }; log: { address: Address } },
    chainId: number,
  ) => {
    const deployment = deploymentOf(network, { chainId, contract: event.log.address });
    return {
      house: lowerCase(deployment.clearingHouse),
      settlementToken: lowerCase(deployment.settlementToken.address),
      decimals: deployment.settlementToken.decimals,
      insuranceFund: lowerCase(deployment.insuranceFund),
      blockNumber: event.block.number,
    };
  };

  ponder.on("PerpV2Vault:Deposited", async ({ event, context }) => {
    const { collateralToken: token, trader: account, amount } = event.args;
    const { house, blockNumber } = placeOf(event, context.chain.id);
    await addToBalance(context, { house, account, blockNumber, token, change: amount });
  });

  ponder.on("PerpV2Vault:Withdrawn", async ({ event, context }) => {
    const { collateralToken: token, trader: account, amount } = event.args;
    const { house, blockNumber, settlementToken, decimals } = placeOf(event, context.chain.id);
    const entry = { house, account, blockNumber };
    if (token !== settlementToken) {
      await addToBalance(context, { ...entry, token, change: -amount });
      return;
    }
    const after = withdrawSettled({
      balance: await readBalance(context, { house, account, token }),
      owedRealizedPnlWad: await readOwed(context, { house, account }),
      amount,
      decimals,
    });
    await storeBalance(context, { ...entry, token, amount: after.balance });
    await storeOwed(context, { ...entry, owedRealizedPnlWad: after.owedRealizedPnlWad });
  });

  ponder.on("PerpV2Vault:CollateralLiquidated", async ({ event, context }) => {
    const { trader: account, collateralToken: token, liquidator, collateral } = event.args;
    const repaidAmount = event.args.repaidSettlementWithoutInsuranceFundFeeX10_S;
    const insuranceFundFee = event.args.insuranceFundFeeX10_S;
    const { house, blockNumber, settlementToken, insuranceFund } = placeOf(event, context.chain.id);
    const entry = { house, account, blockNumber };
    await addToBalance(context, { ...entry, token, change: -collateral });
    await addToBalance(context, { ...entry, token: settlementToken, change: repaidAmount });
    await addToBalance(context, {
      ...{ house, account: insuranceFund, blockNumber },
      ...{ token: settlementToken, change: insuranceFundFee },
    });
    const facts = {
      ...{ house, account, liquidator, token, amount: collateral, repaidAmount, insuranceFundFee },
      discountRatio: event.args.discountRatio,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(perpV2CollateralLiquidation)
      .values({
        ...{ chainId: context.chain.id, blockNumber, logIndex: event.log.logIndex },
        ...facts,
      })
      .onConflictDoUpdate(facts);
  });

  ponder.on("PerpV2Vault:BadDebtSettled", async ({ event, context }) => {
    const { trader: account, amount } = event.args;
    const { house, blockNumber, settlementToken, insuranceFund } = placeOf(event, context.chain.id);
    const token = settlementToken;
    await addToBalance(context, { house, account, blockNumber, token, change: amount });
    await addToBalance(context, {
      ...{ house, account: insuranceFund, blockNumber, token, change: -amount },
    });
    const facts = {
      ...{ house, kind: "bad-debt", account, amount },
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(perpV2InsuranceEvent)
      .values({
        ...{ chainId: context.chain.id, blockNumber, logIndex: event.log.logIndex },
        ...facts,
      })
      .onConflictDoUpdate(facts);
  });
}
