import type { Address } from "viem";
import { venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import { storeMarket } from "./books.ts";

/**
 * A vToken that its Comptroller begins to list. It exists since before, and what it logged then is
 * not seen: what may be set before a listing is read from it, as it is after the block. Nobody can
 * have supplied or borrowed yet.
 */
export async function listMarket(
  context: IndexingContext,
  parameters: {
    comptroller: Address;
    vToken: Address;
    block: { number: bigint; timestamp: bigint };
  },
): Promise<void> {
  const { comptroller, vToken, block } = parameters;
  const contract = { abi: venusVTokenAbi, address: vToken } as const;
  const read = context.client.readContract;
  const underlying = await read({ ...contract, functionName: "underlying" });
  const slot = await read({ ...contract, functionName: "accrualBlockNumber" });
  for (const address of [vToken, underlying]) {
    await ensureToken(context, { address, blockNumber: block.number });
  }
  // A time is larger than the number of any block.
  const isTime = slot > block.number;
  await storeMarket(context, {
    vToken,
    blockNumber: block.number,
    constants: {
      comptroller,
      underlying: underlying.toLowerCase() as Address,
      listedAtBlock: block.number,
    },
    facts: {
      isListed: true,
      isForcedLiquidation: false,
      collateralFactorWad: 0n,
      liquidationThresholdWad: 0n,
      reserveFactorWad: await read({ ...contract, functionName: "reserveFactorMantissa" }),
      protocolSeizeShareWad: await read({
        ...contract,
        functionName: "protocolSeizeShareMantissa",
      }),
      totalSupply: 0n,
      totalBorrows: 0n,
      totalReserves: await read({ ...contract, functionName: "totalReserves" }),
      badDebt: 0n,
      borrowIndexWad: await read({ ...contract, functionName: "borrowIndex" }),
      accruedAtBlock: isTime ? block.number : slot,
      accruedAtSeconds: isTime ? slot : block.timestamp,
    },
  });
}
