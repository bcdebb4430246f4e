import { ponder } from "ponder:registry";
import { erc4626FactoryVault, erc4626Shares, erc4626SharesVersion } from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";

/** Shares of tokenised vaults by their Transfers; what a share is worth is asked at read time. */
export function registerErc4626(): void {
  ponder.on("MetaMorphoFactory:CreateMetaMorpho", async ({ event, context }) => {
    const facts = {
      factory: event.log.address,
      asset: event.args.asset,
      blockNumber: event.block.number,
    };
    await context.db
      .insert(erc4626FactoryVault)
      .values({ chainId: context.chain.id, vault: event.args.metaMorpho, ...facts })
      .onConflictDoUpdate(facts);
  });

  for (const source of ["Erc4626Vault", "MetaMorphoVault"] as const) {
    ponder.on(`${source}:Transfer`, async ({ event, context }) => {
      const { from, to, value } = event.args;
      const place = { vault: event.log.address, blockNumber: event.block.number };
      // One after the other, so that a transfer to oneself changes nothing.
      await changeShares(context, { ...place, account: from, change: -value });
      await changeShares(context, { ...place, account: to, change: value });
    });
  }
}

async function changeShares(
  context: IndexingContext,
  parameters: { vault: Address; account: Address; blockNumber: bigint; change: bigint },
): Promise<void> {
  const { vault, account, blockNumber, change } = parameters;
  // Shares are made from and burned to the zero address, which owns none.
  if (account === zeroAddress) return;
  const key = { chainId: context.chain.id, vault, account };
  const before = (await context.db.find(erc4626Shares, key))?.shares ?? 0n;
  const shares = before + change;
  if (shares < 0n) {
    throw new BallastError(
      `${account} would have ${shares} shares of vault ${vault}: Transfers of it are missing.`,
      {
        code: "erc4626-shares-negative",
        remedy: "Set the vault's start block at or before its own deployment.",
      },
    );
  }
  await context.db
    .insert(erc4626Shares)
    .values({ ...key, shares })
    .onConflictDoUpdate({ shares });
  await context.db
    .insert(erc4626SharesVersion)
    .values({ ...key, blockNumber, shares })
    .onConflictDoUpdate({ shares });
}
