import { ponder } from "ponder:registry";
import { venusBadDebt } from "ponder:schema";
import type { Address } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { requireMarket, updateAccount, updateMarket } from "./books.ts";

/** Debts: events state an account's whole debt, which belongs to the index of that moment. */
export function registerBorrows(): void {
  for (const name of ["VenusVToken:Borrow", "VenusVToken:RepayBorrow"] as const) {
    ponder.on(name, ({ event, context }) =>
      storeDebt(context, {
        ...event.args,
        vToken: event.log.address,
        blockNumber: event.block.number,
      }),
    );
  }

  ponder.on("VenusVToken:BadDebtIncreased", async ({ event, context }) => {
    const { borrower, badDebtDelta, badDebtNew } = event.args;
    const vToken = event.log.address;
    const blockNumber = event.block.number;
    await updateMarket(context, {
      market: await requireMarket(context, vToken),
      blockNumber,
      change: { badDebt: badDebtNew },
    });
    const facts = {
      vToken,
      account: borrower,
      amount: badDebtDelta,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(venusBadDebt)
      .values({
        chainId: context.chain.id,
        blockNumber,
        logIndex: event.log.logIndex,
        ...facts,
      })
      .onConflictDoUpdate(facts);
  });

  ponder.on("VenusVToken:BadDebtRecovered", async ({ event, context }) =>
    updateMarket(context, {
      market: await requireMarket(context, event.log.address),
      blockNumber: event.block.number,
      change: { badDebt: event.args.badDebtNew },
    }),
  );
}

async function storeDebt(
  context: IndexingContext,
  parameters: {
    vToken: Address;
    blockNumber: bigint;
    borrower: Address;
    accountBorrows: bigint;
    totalBorrows: bigint;
  },
): Promise<void> {
  const { vToken, blockNumber, borrower, accountBorrows, totalBorrows } = parameters;
  const market = await requireMarket(context, vToken);
  const borrowIndexWad = market.borrowIndexWad;
  await updateAccount(context, {
    vToken,
    account: borrower,
    blockNumber,
    change: () => ({ borrowPrincipal: accountBorrows, borrowIndexWad }),
  });
  await updateMarket(context, { market, blockNumber, change: { totalBorrows } });
}
