import type { Address } from "viem";
import { transferToken } from "../../tokens/deploy-tokens.ts";
import { devnetTokens } from "../../tokens/devnet-tokens.ts";
import {
  borrow,
  delegateCredit,
  enterEMode,
  flashLoan,
  mintToTreasury,
  useAsCollateral,
} from "../pool-transactions.ts";
import { assetsWorth, readAaveV3Account, readReservePosition } from "../read-aave-v3-account.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";

const kinds = [
  ...[
    "transfer",
    "transfer",
    "transfer all",
    "collateral off",
    "collateral on",
    "e-mode",
    "e-mode",
  ],
  ...["borrow on credit", "borrow on credit", "flash loan", "mint to treasury"],
] as const;

/** Queues what changes positions without a supply, a loan or a repayment of one's own. */
export async function moveAtRandom(
  stage: AaveStage,
  people: readonly Address[],
): Promise<string | undefined> {
  const { chain, market, pool, random } = stage;
  const kind = random.pick(kinds);
  const from = random.pick(people);
  const other = random.pick(people);
  const { symbol } = random.pick(devnetTokens);
  const asset = stage.token(symbol);
  const readPosition = (account: Address) =>
    readReservePosition({ chain, market, symbol, account });
  switch (kind) {
    case "transfer":
    case "transfer all": {
      const { supplied } = await readPosition(from);
      const amount =
        kind === "transfer all" ? supplied : (supplied * random.bigint(1n, 99n)) / 100n;
      if (amount === 0n) return undefined;
      stage.send(transferToken({ token: stage.aToken(symbol), from, to: other, amount }));
      return kind;
    }
    case "collateral on":
    case "collateral off": {
      const { supplied } = await readPosition(from);
      if (supplied === 0n) return undefined;
      stage.send(useAsCollateral({ pool, from, asset, use: kind === "collateral on" }));
      return kind;
    }
    case "e-mode":
      stage.send(enterEMode({ pool, from, categoryId: random.integer(0, 1) }));
      return kind;
    case "borrow on credit": {
      if (from === other) return undefined;
      const [{ availableBorrowsBase }, { liquidity }] = await Promise.all([
        readAaveV3Account({ chain, pool, account: other }),
        readPosition(other),
      ]);
      const base = (availableBorrowsBase * random.bigint(1n, 80n)) / 100n;
      const amount = await assetsWorth({ chain, market, symbol, base });
      if (amount === 0n || amount >= liquidity) return undefined;
      const debtToken = stage.variableDebtToken(symbol);
      stage.send(
        delegateCredit({ debtToken, from: other, delegatee: from, amount }),
        borrow({ pool, from, asset, amount, onBehalfOf: other }),
      );
      return kind;
    }
    case "flash loan": {
      const { liquidity } = await readPosition(from);
      const amount = (liquidity * random.bigint(1n, 90n)) / 100n;
      if (amount === 0n) return undefined;
      stage.send(flashLoan({ pool, from, asset, amount, receiver: market.flashLoanReceiver }));
      return kind;
    }
    case "mint to treasury":
      stage.send(mintToTreasury({ pool, from, assets: market.reserves.map((one) => one.asset) }));
      return kind;
  }
}
