import type { Address } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { Random } from "../market/create-random.ts";
import { morphoActionsAbi } from "./morpho-admin-abi.ts";
import {
  accrueMarket,
  borrowFromMarket,
  type LocalMarket,
  liquidateBorrower,
  repayToMarket,
  setOraclePrice,
  supplyCollateral,
  supplyToMarket,
  withdrawCollateral,
  withdrawFromMarket,
} from "./morpho-transactions.ts";

const actions = [
  "supply",
  "supply",
  "withdraw",
  "withdraw shares",
  "supply collateral",
  "supply collateral",
  "withdraw collateral",
  "borrow",
  "borrow",
  "borrow",
  "repay",
  "repay shares",
  "liquidate",
  "liquidate",
  "liquidate all",
  "accrue",
  "price",
] as const;

/** What was done, and by which transaction. */
export type MorphoAction = { kind: (typeof actions)[number]; transaction: Transaction };

/**
 * One action of somebody in some market, by chance; undefined where there is nothing to act on. The
 * contract may refuse it: what is healthy is not known here.
 * @param parameters.units Raw units of the loan and collateral token that an action is about.
 */
export async function actOnMorpho(parameters: {
  chain: DevChain;
  morpho: Address;
  market: LocalMarket;
  units: { loan: bigint; collateral: bigint };
  price: bigint;
  people: readonly Address[];
  random: Random;
}): Promise<MorphoAction | undefined> {
  const kind = parameters.random.pick(actions);
  const transaction = await transactionOf(kind, parameters);
  return transaction === undefined ? undefined : { kind, transaction };
}

async function transactionOf(
  kind: MorphoAction["kind"],
  parameters: Parameters<typeof actOnMorpho>[0],
): Promise<Transaction | undefined> {
  const { chain, morpho, market, units, price, people, random } = parameters;
  const from = random.pick(people);
  const position = (account: Address) =>
    chain.client.readContract({
      abi: morphoActionsAbi,
      address: morpho,
      functionName: "position",
      args: [market.id, account],
    });
  const some = (amount: bigint) => (amount * BigInt(random.integer(1, 1_000))) / 1_000n;
  const unlessNothing = (amount: bigint, act: (amount: bigint) => Transaction) =>
    amount === 0n ? undefined : act(amount);
  const place = { morpho, market };
  const [supplyShares, borrowShares, collateral] = await position(from);
  switch (kind) {
    case "supply":
      return supplyToMarket({ ...place, from, assets: some(units.loan * 4n) + 1n });
    case "withdraw":
      return unlessNothing(supplyShares, () =>
        withdrawFromMarket({ ...place, from, assets: some(units.loan) + 1n }),
      );
    case "withdraw shares":
      return unlessNothing(supplyShares, (shares) =>
        withdrawFromMarket({ ...place, from, shares }),
      );
    case "supply collateral":
      return supplyCollateral({ ...place, from, assets: some(units.collateral) + 1n });
    case "withdraw collateral":
      return unlessNothing(some(collateral), (assets) =>
        withdrawCollateral({ ...place, from, assets }),
      );
    case "borrow":
      return borrowFromMarket({ ...place, from, assets: some(units.loan) + 1n });
    case "repay":
      return unlessNothing(borrowShares, () =>
        repayToMarket({ ...place, from, assets: some(units.loan / 4n) + 1n }),
      );
    case "repay shares":
      return unlessNothing(borrowShares, (shares) => repayToMarket({ ...place, from, shares }));
    case "accrue":
      return accrueMarket({ ...place, from });
    case "price":
      return setOraclePrice({
        from,
        market,
        price: (price * BigInt(random.integer(500, 1_300))) / 1_000n,
      });
    default: {
      const borrower = random.pick(people);
      const [, debtShares, seizable] = await position(borrower);
      if (debtShares === 0n) return undefined;
      const liquidation = { ...place, from, borrower };
      return random.chance(50)
        ? unlessNothing(seizable, (seizedAssets) =>
            liquidateBorrower({ ...liquidation, seizedAssets }),
          )
        : unlessNothing(some(debtShares), (repaidShares) =>
            liquidateBorrower({ ...liquidation, repaidShares }),
          );
    }
  }
}
