import { and, eq, lte } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { morphoBlueViewsAbi } from "../../../abis/morpho-blue-views.ts";
import { anyOf } from "../../core/any-of.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { marketChecks, readAccruedTotals, readStoredTotals } from "./parity-of-markets.ts";
import { positionChecks } from "./parity-of-positions.ts";
import { type MarketKey, readFeeRecipients, readMarkets } from "./read-markets.ts";
import { readPositions, readRecipients, withFeePositions } from "./read-positions.ts";
import { morphoBlueMarket } from "./schema.ts";

type Place = ReadPlace & { accounts: readonly Address[] };

/** Markets that are compared beside those in which the accounts have something; other ones at each block. */
const FURTHER_MARKETS = 20;

/**
 * Markets of every Morpho of the chain, as stored and accrued to the block by Morpho itself, and the
 * accounts' positions in them: shares, amounts after accrual, whether Morpho would liquidate, and how
 * much more it would lend.
 */
export async function readMorphoBlueParity(place: Place): Promise<ParityCheck[]> {
  if (place.chain.morphoBlue.length === 0) return [];
  const positions = await withFeePositions(place, {
    positions: await readPositions(place),
    recipients: await readRecipients(place),
  });
  const keys = await comparedMarkets(place, positions);
  const markets = await readMarkets({ ...place, keys });
  const recipients = await readFeeRecipients(place);
  const totals = await readStoredTotals({ ...place, markets: keys.map(({ market }) => market) });
  const found = await Promise.all([
    ...[...new Set(markets.map(({ morpho }) => morpho))].map((morpho) =>
      feeRecipientChecks(place, morpho, recipients.get(morpho)),
    ),
    ...keys.map((key) => {
      const market = markets.find((one) => one.morpho === key.morpho && one.market === key.market)!;
      const compared = {
        ...place,
        key,
        market,
        stored: totals.find((one) => one.morpho === key.morpho && one.market === key.market),
        accrued: readAccruedTotals({ ...place, key }),
      };
      return Promise.all([
        marketChecks(compared),
        ...place.accounts.map((account) =>
          positionChecks({
            ...compared,
            account,
            position: positions.find(
              (one) =>
                one.account === account && one.morpho === key.morpho && one.market === key.market,
            ),
          }),
        ),
      ]).then((checks) => checks.flat());
    }),
  ]);
  return found.flat();
}

type Parameters = typeof morphoBlueMarket.$inferSelect;

/** The accounts' markets and some others, each block its own. */
async function comparedMarkets(
  { facts, chain, block }: Place,
  positions: readonly MarketKey[],
): Promise<Parameters[]> {
  const morphos = chain.morphoBlue.map(({ morpho }) => morpho.toLowerCase());
  const all = await facts
    .select()
    .from(morphoBlueMarket)
    .where(
      and(
        eq(morphoBlueMarket.chainId, chain.chainId),
        anyOf(morphoBlueMarket.morpho, morphos),
        lte(morphoBlueMarket.blockNumber, block.number),
      ),
    )
    .orderBy(morphoBlueMarket.morpho, morphoBlueMarket.market);
  const used = new Set(positions.map(({ morpho, market }) => `${morpho}/${market}`));
  const isUsed = ({ morpho, market }: MarketKey) => used.has(`${morpho}/${market}`);
  const others = all.filter((one) => !isUsed(one));
  const first = others.length === 0 ? 0 : Number(block.number % BigInt(others.length));
  const turned = [...others.slice(first), ...others.slice(0, first)];
  return [...all.filter(isUsed), ...turned.slice(0, FURTHER_MARKETS)];
}

async function feeRecipientChecks(
  { contracts, block }: Place,
  morpho: Address,
  indexed: Address | undefined,
): Promise<ParityCheck[]> {
  const recipient = await contracts.read({
    block,
    address: morpho,
    abi: morphoBlueViewsAbi,
    functionName: "feeRecipient",
    args: [],
  });
  return [
    {
      marketId: `morpho-blue:${morpho}`,
      account: null,
      what: "Morpho.feeRecipient()",
      indexed: indexed ?? zeroAddress,
      contract: recipient?.toLowerCase() ?? null,
    },
  ];
}
