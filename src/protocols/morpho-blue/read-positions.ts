import { and, asc, desc, eq, lte, ne } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { readFeeMarkets, readFeeRecipients } from "./read-markets.ts";
import { morphoBluePositionVersion } from "./schema.ts";
import { type MarketPosition, noPosition } from "./state.ts";

type Place = Pick<ReadPlace, "facts" | "chain" | "block">;

/** An account's stored position in a market. */
export type StoredPosition = MarketPosition & {
  account: Address;
  morpho: Address;
  market: Address;
};

/** Every account that Morpho has mentioned up to the block, and who is owed fees, ascending. */
export async function readPositionHolders(place: Place): Promise<Address[]> {
  const { facts, chain, block } = place;
  const rows = await facts
    .selectDistinct({ account: morphoBluePositionVersion.account })
    .from(morphoBluePositionVersion)
    .where(
      and(
        eq(morphoBluePositionVersion.chainId, chain.chainId),
        anyOf(morphoBluePositionVersion.morpho, morphosOf(place)),
        lte(morphoBluePositionVersion.blockNumber, block.number),
        ne(morphoBluePositionVersion.account, zeroAddress),
      ),
    )
    .orderBy(asc(morphoBluePositionVersion.account));
  const recipients = [...(await readFeeRecipients(place)).values()];
  return [...new Set([...rows.map(({ account }) => account), ...recipients])]
    .filter((account) => account !== zeroAddress)
    .sort();
}

/**
 * The accounts' positions that are not empty at the block, as stored. A fee recipient has one, perhaps
 * of nothing yet, in every market with a fee: shares are its from the next accrual on.
 */
export async function readPositions(
  place: Place & { accounts: readonly Address[] },
): Promise<StoredPosition[]> {
  const { facts, chain, block, accounts } = place;
  const rows = await facts
    .selectDistinctOn([
      morphoBluePositionVersion.account,
      morphoBluePositionVersion.morpho,
      morphoBluePositionVersion.market,
    ])
    .from(morphoBluePositionVersion)
    .where(
      and(
        eq(morphoBluePositionVersion.chainId, chain.chainId),
        anyOf(morphoBluePositionVersion.account, accounts),
        anyOf(morphoBluePositionVersion.morpho, morphosOf(place)),
        lte(morphoBluePositionVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      morphoBluePositionVersion.account,
      morphoBluePositionVersion.morpho,
      morphoBluePositionVersion.market,
      desc(morphoBluePositionVersion.blockNumber),
    );
  const positions = rows.filter(
    ({ supplyShares, borrowShares, collateral }) =>
      supplyShares > 0n || borrowShares > 0n || collateral > 0n,
  );
  const wanted = new Set(accounts);
  const recipients = [...(await readFeeRecipients(place))].filter(([, account]) =>
    wanted.has(account),
  );
  if (recipients.length === 0) return positions;
  const feeMarkets = await readFeeMarkets({
    ...place,
    morphos: recipients.map(([morpho]) => morpho),
  });
  const owed = recipients.flatMap(([morpho, account]) =>
    feeMarkets
      .filter((key) => key.morpho === morpho)
      .filter(
        (key) =>
          !positions.some(
            (one) => one.account === account && one.morpho === morpho && one.market === key.market,
          ),
      )
      .map((key) => ({ ...key, account, ...noPosition })),
  );
  return [...positions, ...owed];
}

/** The chain's Morphos, lower case. */
export function morphosOf({ chain }: Pick<ReadPlace, "chain">): Address[] {
  return chain.morphoBlue.map(({ morpho }) => morpho.toLowerCase() as Address);
}
