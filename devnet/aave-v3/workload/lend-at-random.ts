import type { Address } from "viem";
import { devnetTokens, type TokenSymbol, tokenUnit } from "../../tokens/devnet-tokens.ts";
import { fund } from "../../tokens/fund.ts";
import {
  borrow,
  everything,
  repay,
  repayWithATokens,
  supply,
  withdraw,
} from "../pool-transactions.ts";
import { assetsWorth, readAaveV3Account, readReservePosition } from "../read-aave-v3-account.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";

const kinds = [
  ...["supply", "supply", "supply", "withdraw", "withdraw", "withdraw all"],
  ...["borrow", "borrow", "borrow", "borrow", "borrow most"],
  ...["repay", "repay", "repay all", "repay with aTokens", "repay all with aTokens"],
] as const;

/** About how many whole tokens a supply is. */
const usualSupply: Record<TokenSymbol, bigint> = {
  WETH: 12n,
  USDC: 30_000n,
  DAI: 30_000n,
  WBTC: 1n,
};

/** Queues a supply, withdrawal, loan or repayment of somebody in some reserve. */
export async function lendAtRandom(
  stage: AaveStage,
  people: readonly Address[],
): Promise<string | undefined> {
  const { chain, market, pool, random } = stage;
  const kind = random.pick(kinds);
  const from = random.pick(people);
  const { symbol } = random.pick(devnetTokens);
  const asset = stage.token(symbol);
  const call = { pool, from, asset };
  if (kind === "supply") {
    const amount = (usualSupply[symbol] * tokenUnit[symbol] * random.bigint(1n, 2_000n)) / 1_000n;
    fund(stage, { owner: from, token: asset, amount, spenders: [pool] });
    stage.send(supply({ ...call, amount }));
    return kind;
  }
  const { supplied, debt, liquidity } = await readReservePosition({
    ...{ chain, market, symbol },
    account: from,
  });
  const some = (amount: bigint) => (amount * random.bigint(1n, 99n)) / 100n;
  switch (kind) {
    case "withdraw": {
      const amount = some(supplied < liquidity ? supplied : liquidity);
      if (amount === 0n) return undefined;
      stage.send(withdraw({ ...call, amount }));
      return kind;
    }
    case "withdraw all":
      if (supplied === 0n || supplied > liquidity) return undefined;
      stage.send(withdraw({ ...call, amount: everything }));
      return kind;
    case "borrow":
    case "borrow most": {
      const { availableBorrowsBase } = await readAaveV3Account({ chain, pool, account: from });
      // A price or an index may move a little in the block itself.
      const share = kind === "borrow" ? random.bigint(1n, 990n) : 995n;
      const base = (availableBorrowsBase * share) / 1_000n;
      const amount = await assetsWorth({ chain, market, symbol, base });
      if (amount === 0n || amount >= liquidity) return undefined;
      stage.send(borrow({ ...call, amount }));
      return kind;
    }
    case "repay":
    case "repay all": {
      if (debt === 0n) return undefined;
      const amount = kind === "repay" ? some(debt) + 1n : everything;
      // What is owed grows until the block.
      fund(stage, { owner: from, token: asset, amount: debt + debt / 50n + 1n, spenders: [pool] });
      stage.send(repay({ ...call, amount }));
      return kind;
    }
    case "repay with aTokens":
    case "repay all with aTokens": {
      const most = supplied < debt ? supplied : debt;
      if (most === 0n) return undefined;
      const amount = kind === "repay with aTokens" ? some(most) + 1n : everything;
      stage.send(repayWithATokens({ ...call, amount }));
      return kind;
    }
  }
}
