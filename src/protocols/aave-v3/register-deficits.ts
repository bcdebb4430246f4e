import { ponder } from "ponder:registry";
import { aaveV3Deficit, aaveV3DeficitChange, aaveV3DeficitVersion } from "ponder:schema";
import type { Address, Hex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";

type DeficitChange = {
  pool: Address;
  asset: Address;
  kind: "created" | "covered";
  account: Address;
  amount: bigint;
};

type DeficitEvent = {
  block: { number: bigint; timestamp: bigint };
  log: { logIndex: number };
  transaction: { hash: Hex };
};

/** Bad debt that a liquidation has written off, and what was paid for it later. */
export function registerDeficits(): void {
  ponder.on("AaveV3Pool:DeficitCreated", ({ event, context }) =>
    storeDeficit(context, event, {
      pool: event.log.address,
      asset: event.args.debtAsset,
      kind: "created",
      account: event.args.user,
      amount: event.args.amountCreated,
    }),
  );
  ponder.on("AaveV3Pool:DeficitCovered", ({ event, context }) =>
    storeDeficit(context, event, {
      pool: event.log.address,
      asset: event.args.reserve,
      kind: "covered",
      account: event.args.caller,
      amount: event.args.amountCovered,
    }),
  );
}

async function storeDeficit(
  context: IndexingContext,
  event: DeficitEvent,
  change: DeficitChange,
): Promise<void> {
  const { pool, asset, kind, amount } = change;
  const key = { chainId: context.chain.id, pool, asset };
  const blockNumber = event.block.number;
  const before = (await context.db.find(aaveV3Deficit, key))?.deficit ?? 0n;
  const deficit = kind === "created" ? before + amount : before - amount;
  if (deficit < 0n) {
    throw new BallastError(
      `The deficit of ${asset} is ${before}, yet ${amount} of it are covered: events of pool ${pool} are missing.`,
      { code: "aave-v3-deficit-negative" },
    );
  }
  await context.db
    .insert(aaveV3Deficit)
    .values({ ...key, deficit })
    .onConflictDoUpdate({ deficit });
  await context.db
    .insert(aaveV3DeficitVersion)
    .values({ ...key, blockNumber, deficit })
    .onConflictDoUpdate({ deficit });
  const facts = {
    ...change,
    blockTimestampSeconds: Number(event.block.timestamp),
    transactionHash: event.transaction.hash,
  };
  await context.db
    .insert(aaveV3DeficitChange)
    .values({ chainId: key.chainId, blockNumber, logIndex: event.log.logIndex, ...facts })
    .onConflictDoUpdate(facts);
}
