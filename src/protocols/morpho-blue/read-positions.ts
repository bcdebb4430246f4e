import { and, desc, eq, lte } from "drizzle-orm";
import type { Address, Hex } from "viem";
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
  market: Hex;
};

/** The accounts' positions that are not empty at the block, as stored. */
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
  return rows.filter(
    ({ supplyShares, borrowShares, collateral }) =>
      supplyShares > 0n || borrowShares > 0n || collateral > 0n,
  );
}

/**
 * The positions with those of the Morphos' fee recipients, perhaps of nothing yet, in every market with
 * a fee: shares are theirs from the next accrual on.
 */
export async function withFeePositions(
  place: Place,
  {
    positions,
    recipients,
  }: {
    positions: readonly StoredPosition[];
    recipients: readonly { morpho: Address; account: Address }[];
  },
): Promise<StoredPosition[]> {
  if (recipients.length === 0) return [...positions];
  const feeMarkets = await readFeeMarkets({
    ...place,
    morphos: recipients.map(({ morpho }) => morpho),
  });
  const nameOf = (one: Pick<StoredPosition, "account" | "morpho" | "market">) =>
    [one.account, one.morpho, one.market].join();
  const known = new Set(positions.map(nameOf));
  const owed = recipients.flatMap(({ morpho, account }) =>
    feeMarkets
      .filter((key) => key.morpho === morpho)
      .map((key) => ({ ...key, account, ...noPosition }))
      .filter((position) => !known.has(nameOf(position))),
  );
  return [...positions, ...owed];
}

/** Those of the accounts that get the fees of a Morpho at the block. */
export async function readRecipients(
  place: Place & { accounts: readonly Address[] },
): Promise<{ morpho: Address; account: Address }[]> {
  const wanted = new Set(place.accounts);
  return [...(await readFeeRecipients(place))].flatMap(([morpho, account]) =>
    wanted.has(account) ? [{ morpho, account }] : [],
  );
}

function morphosOf({ chain }: Place): Address[] {
  return chain.morphoBlue.map(({ morpho }) => morpho.toLowerCase() as Address);
}
