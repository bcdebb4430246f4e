import type { Address } from "viem";
import { morphoBlueOracleAbi } from "../../abis/morpho-blue.ts";
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
  /** All where they are not given. */
  kinds?: readonly MorphoAction["kind"][];
}): Promise<MorphoAction | undefined> {
  const kind = parameters.random.pick(parameters.kinds ?? actions);
  const transaction = await transactionOf(kind, parameters);
  return transaction === undefined ? undefined : { kind, transaction };
}

type Place = Pick<Parameters<typeof actOnMorpho>[0], "chain" | "morpho" | "market">;

/** What an account may still borrow by the newest block, negative where it may be liquidated. */
async function readRoom({ chain, morpho, market }: Place, account: Address): Promise<bigint> {
  const read = chain.client.readContract;
  const contract = { abi: morphoActionsAbi, address: morpho } as const;
  const [[, borrowShares, collateral], [, , totalAssets, totalShares], price] = await Promise.all([
    read({ ...contract, functionName: "position", args: [market.id, account] }),
    read({ ...contract, functionName: "market", args: [market.id] }),
    read({ abi: morphoBlueOracleAbi, address: market.oracle, functionName: "price" }),
  ]);
  const debt = totalShares === 0n ? 0n : (borrowShares * totalAssets) / totalShares + 1n;
  return (((collateral * price) / 10n ** 36n) * market.lltvWad) / 10n ** 18n - debt;
}

/** Somebody who may be liquidated; seldom somebody else. */
async function pickBorrower(
  parameters: Place & { people: readonly Address[]; random: Random },
): Promise<Address | undefined> {
  const { people, random } = parameters;
  const rooms = await Promise.all(people.map((account) => readRoom(parameters, account)));
  const weak = people.filter((_, index) => rooms[index]! < 0n);
  if (random.chance(5)) return random.pick(people);
  return weak.length > 0 ? random.pick(weak) : undefined;
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
    amount <= 0n ? undefined : act(amount);
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
    case "borrow": {
      const room = await readRoom(parameters, from);
      // Mostly what the collateral allows, near its edge now and then.
      const assets = random.chance(85) ? some(room) : some(units.loan) + 1n;
      return unlessNothing(assets, () => borrowFromMarket({ ...place, from, assets }));
    }
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
      const borrower = await pickBorrower(parameters);
      if (borrower === undefined) return undefined;
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
