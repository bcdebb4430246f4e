import { makerGemJoin } from "ponder:schema";
import type { Address, Hex } from "viem";
import { makerGemJoinAbi } from "../../../abis/maker.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { readUnlessFailed } from "../../read-unless-failed.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import type { Entry } from "./books.ts";

/**
 * Learns an ilk's token from the caller of `slip`, once: a GemJoin names its ilk and its gem. Another
 * contract that slips (a governance action) does not, and teaches nothing.
 */
export async function ensureGemJoin(
  context: IndexingContext,
  parameters: Entry & { ilk: Hex; join: Address },
): Promise<void> {
  const { vat, blockNumber, ilk, join } = parameters;
  const key = { chainId: context.chain.id, vat, ilk };
  if ((await context.db.find(makerGemJoin, key)) !== null) return;
  const gem = await readGem(context, { ilk, join });
  if (gem === undefined) return;
  await ensureToken(context, { address: gem, blockNumber });
  await context.db
    .insert(makerGemJoin)
    .values({ ...key, join, gem, blockNumber })
    .onConflictDoNothing();
}

async function readGem(
  context: IndexingContext,
  { ilk, join }: { ilk: Hex; join: Address },
): Promise<Address | undefined> {
  const contract = { abi: makerGemJoinAbi, address: join, retryEmptyResponse: false } as const;
  const own = await readUnlessFailed(
    context.client.readContract({ ...contract, functionName: "ilk" }),
  );
  if (own !== ilk) return undefined;
  const gem = await readUnlessFailed(
    context.client.readContract({ ...contract, functionName: "gem" }),
  );
  return gem === null ? undefined : (gem.toLowerCase() as Address);
}
