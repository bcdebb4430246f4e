import { ponder } from "ponder:registry";
import { venusSeizure } from "ponder:schema";
import { zeroAddress } from "viem";
import { requireMarket, updateAccount, updateMarket } from "./books.ts";
import { allTokensSeized, tokensSent } from "./state.ts";

/** Who has how many vTokens. */
export function registerSupply(): void {
  ponder.on("VenusVToken:Transfer", async ({ event, context }) => {
    const { from, to, amount } = event.args;
    const place = { vToken: event.log.address, blockNumber: event.block.number };
    if (from === zeroAddress) {
      const market = await requireMarket(context, place.vToken);
      const change = { totalSupply: market.totalSupply + amount };
      await updateMarket(context, { market, blockNumber: place.blockNumber, change });
    } else {
      await updateAccount(context, {
        ...place,
        account: from,
        change: (account) => tokensSent(account, amount),
      });
    }
    await updateAccount(context, {
      ...place,
      account: to,
      change: ({ tokens }) => ({ tokens: tokens + amount }),
    });
  });

  // What is redeemed is logged as sent to the vToken, which does not keep it.
  ponder.on("VenusVToken:Redeem", async ({ event, context }) => {
    const { redeemTokens } = event.args;
    const place = { vToken: event.log.address, blockNumber: event.block.number };
    await updateAccount(context, {
      ...place,
      account: place.vToken,
      change: ({ tokens }) => ({ tokens: tokens - redeemTokens }),
    });
    const market = await requireMarket(context, place.vToken);
    const change = { totalSupply: market.totalSupply - redeemTokens };
    await updateMarket(context, { market, blockNumber: place.blockNumber, change });
  });

  ponder.on("VenusVToken:ProtocolSeize", async ({ event, context }) => {
    const place = { vToken: event.log.address, blockNumber: event.block.number };
    let seizedTokens = 0n;
    const { tokens: burned } = await updateAccount(context, {
      ...place,
      account: event.args.from,
      change: (account) => {
        const change = allTokensSeized(account);
        seizedTokens = change.tokensBeforeSeizure;
        return change;
      },
    });
    const seizure = {
      ...{ vToken: place.vToken, account: event.args.from, tokensBefore: seizedTokens },
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(venusSeizure)
      .values({
        ...{ chainId: context.chain.id, blockNumber: place.blockNumber },
        ...{ logIndex: event.log.logIndex, ...seizure },
      })
      .onConflictDoUpdate(seizure);
    const market = await requireMarket(context, place.vToken);
    const change = { totalSupply: market.totalSupply - burned };
    await updateMarket(context, { market, blockNumber: place.blockNumber, change });
  });
}
