import type { Address } from "viem";
import type { Transaction } from "../../chain/dev-chain.ts";
import { transferToken } from "../../tokens/deploy-tokens.ts";
import { devnetTokens, type TokenSymbol } from "../../tokens/devnet-tokens.ts";
import { borrow, everything, repay, supply, withdraw } from "../pool-transactions.ts";
import { assetsWorth, readAaveV3Account, readReservePosition } from "../read-aave-v3-account.ts";
import type { AaveStage } from "./aave-stage.ts";

const wad = 10n ** 18n;
/** Nobody borrows, withdraws or gives away below this, so that chance liquidates nobody. */
const safeHealthFactorWad = 3n * wad;

type Actor = {
  account: Address;
  mayBorrow: readonly TokenSymbol[];
};

/** Those who act by chance, and what they may borrow. Bob only lends; LocalTwo may be in the e-mode. */
export function gentleActors({ cast }: Pick<AaveStage, "cast">): readonly Actor[] {
  return [
    { account: cast.localOne, mayBorrow: ["USDC", "DAI", "WBTC"] },
    { account: cast.localTwo, mayBorrow: ["USDC", "DAI"] },
    { account: cast.bob, mayBorrow: [] },
  ];
}

const kinds = ["supply", "supply", "withdraw", "borrow", "borrow", "repay", "transfer"] as const;

/**
 * One sensible action of an account, or none where chance asked for one that is not possible. It
 * rests on the newest block, so an account should act once per block.
 */
export async function actGently(stage: AaveStage, actor: Actor): Promise<Transaction | undefined> {
  const { chain, market, pool, random, cast } = stage;
  const { account: from, mayBorrow } = actor;
  const kind = random.pick(kinds);
  const symbol = random.pick(devnetTokens).symbol;
  const share = random.bigint(1n, 15n);
  const asset = stage.token(symbol);
  const position = await readReservePosition({ chain, market, symbol, account: from });
  const { debtBase, availableBorrowsBase, healthFactorWad } = await readAaveV3Account({
    chain,
    pool,
    account: from,
  });
  const safe = debtBase === 0n || healthFactorWad >= safeHealthFactorWad;
  const shareOf = (amount: bigint) => (amount * share) / 100n;

  switch (kind) {
    case "supply": {
      const amount = shareOf(position.wallet);
      return amount > 0n ? supply({ pool, from, asset, amount }) : undefined;
    }
    case "withdraw": {
      const amount = shareOf(position.supplied);
      return safe && amount > 0n && amount < position.liquidity
        ? withdraw({ pool, from, asset, amount })
        : undefined;
    }
    case "transfer": {
      const amount = shareOf(position.supplied);
      const to = random.pick([cast.alice, cast.carol, cast.kim, from]);
      return safe && amount > 0n
        ? transferToken({ token: stage.aToken(symbol), from, to, amount })
        : undefined;
    }
    case "repay": {
      if (position.debt === 0n || position.wallet < position.debt * 2n) return undefined;
      const amount = random.chance(25) ? everything : shareOf(position.debt) + 1n;
      return repay({ pool, from, asset, amount });
    }
    case "borrow": {
      if (!safe || !mayBorrow.includes(symbol)) return undefined;
      const base = shareOf(availableBorrowsBase);
      const amount = await assetsWorth({ chain, market, symbol, base });
      return amount > 0n && amount * 2n < position.liquidity
        ? borrow({ pool, from, asset, amount })
        : undefined;
    }
  }
}
