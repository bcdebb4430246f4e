import { ponder } from "ponder:registry";
import {
  perpV2Funding,
  perpV2FundingPayment,
  perpV2InsuranceEvent,
  perpV2Liquidation,
} from "ponder:schema";
import type { Address, Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { deploymentOf, lowerCase } from "./deployments.ts";

type LoggedEvent = {
  block: { number: bigint; timestamp: bigint };
  log: { address: Address; logIndex: number };
  transaction: { hash: Hex };
};

/** Liquidations, funding and what the insurance fund does. What they do to the books, other events say. */
export function registerHistory(network: Network): void {
  const keyOf = (event: LoggedEvent, chainId: number) => ({
    chainId,
    blockNumber: event.block.number,
    logIndex: event.log.logIndex,
  });
  const placeOf = (event: LoggedEvent, chainId: number) => ({
    house: lowerCase(deploymentOf(network, { chainId, contract: event.log.address }).clearingHouse),
    blockTimestampSeconds: Number(event.block.timestamp),
  });

  ponder.on("PerpV2ClearingHouse:PositionLiquidated", async ({ event, context }) => {
    const { trader, baseToken, positionNotional, positionSize, liquidationFee } = event.args;
    const facts = {
      ...placeOf(event, context.chain.id),
      account: trader,
      liquidator: lowerCase(event.args.liquidator),
      baseToken,
      positionSizeWad: positionSize,
      positionNotionalWad: positionNotional,
      penaltyWad: liquidationFee,
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(perpV2Liquidation)
      .values({ ...keyOf(event, context.chain.id), ...facts })
      .onConflictDoUpdate(facts);
  });

  ponder.on("PerpV2ClearingHouse:FundingPaymentSettled", async ({ event, context }) => {
    const { trader, baseToken, fundingPayment } = event.args;
    const facts = {
      ...placeOf(event, context.chain.id),
      ...{ account: trader, baseToken, paymentWad: fundingPayment },
    };
    await context.db
      .insert(perpV2FundingPayment)
      .values({ ...keyOf(event, context.chain.id), ...facts })
      .onConflictDoUpdate(facts);
  });

  ponder.on("PerpV2Exchange:FundingUpdated", async ({ event, context }) => {
    const { baseToken, marketTwap, indexTwap } = event.args;
    const facts = {
      ...placeOf(event, context.chain.id),
      ...{ baseToken, marketTwapWad: marketTwap, indexTwapWad: indexTwap },
    };
    await context.db
      .insert(perpV2Funding)
      .values({ ...keyOf(event, context.chain.id), ...facts })
      .onConflictDoUpdate(facts);
  });

  const storeInsuranceEvent = async (
    context: IndexingContext,
    event: LoggedEvent,
    what: { kind: "repaid" | "distributed"; amount: bigint },
  ) => {
    const facts = {
      ...{ ...placeOf(event, context.chain.id), ...what },
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(perpV2InsuranceEvent)
      .values({ ...keyOf(event, context.chain.id), ...facts })
      .onConflictDoUpdate(facts);
  };

  ponder.on("PerpV2InsuranceFund:Repaid", ({ event, context }) =>
    storeInsuranceEvent(context, event, { kind: "repaid", amount: event.args.repaidAmount }),
  );

  ponder.on("PerpV2InsuranceFund:FeeDistributed", ({ event, context }) =>
    storeInsuranceEvent(context, event, { kind: "distributed", amount: event.args.surplus }),
  );
}
