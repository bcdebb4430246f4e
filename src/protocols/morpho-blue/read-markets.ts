import { and, desc, eq, gt, lte } from "drizzle-orm";
import { type Address, type Hex, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { rememberEach } from "../remember-each.ts";
import { accrueInterest } from "./accrual.ts";
import type { Market, MarketToken } from "./market-state.ts";
import { readRates } from "./read-rates.ts";
import {
  morphoBlueFeeRecipientVersion,
  morphoBlueMarket,
  morphoBlueTotalsVersion,
} from "./schema.ts";

/** Where a market is: its Morpho and its id there. */
export type MarketKey = { morpho: Address; market: Hex };

/** A market's name among all of its chain. */
export function keyName({ morpho, market }: MarketKey): string {
  return `${morpho}/${market}`;
}

/** The same as readMarkets by name, each remembered with the block. */
export function marketsAt(
  place: ReadPlace,
  keys: readonly MarketKey[],
): Promise<Map<string, Market>> {
  const named = new Map(keys.map((key) => [keyName(key), key]));
  return rememberEach({
    remember: place.remember,
    name: "markets",
    keys: named.keys(),
    async read(names) {
      const missing = names.map((name) => named.get(name)!);
      const markets = await readMarkets({ ...place, keys: missing });
      return new Map(markets.map((market) => [keyName(market), market]));
    },
  });
}

/** The named markets at the block, accrued to its time as Morpho's accrueInterest would. */
export async function readMarkets(
  place: ReadPlace & { keys: readonly MarketKey[] },
): Promise<Market[]> {
  const { facts, chain, block, keys } = place;
  if (keys.length === 0) return [];
  const morphos = new Set(keys.map(({ morpho }) => morpho));
  const ids = new Set(keys.map(({ market }) => market));
  const constants = await facts
    .select()
    .from(morphoBlueMarket)
    .where(
      and(
        eq(morphoBlueMarket.chainId, chain.chainId),
        anyOf(morphoBlueMarket.morpho, morphos),
        anyOf(morphoBlueMarket.market, ids),
      ),
    );
  const totals = await facts
    .selectDistinctOn([morphoBlueTotalsVersion.morpho, morphoBlueTotalsVersion.market])
    .from(morphoBlueTotalsVersion)
    .where(
      and(
        eq(morphoBlueTotalsVersion.chainId, chain.chainId),
        anyOf(morphoBlueTotalsVersion.morpho, morphos),
        anyOf(morphoBlueTotalsVersion.market, ids),
        lte(morphoBlueTotalsVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      morphoBlueTotalsVersion.morpho,
      morphoBlueTotalsVersion.market,
      desc(morphoBlueTotalsVersion.blockNumber),
    );
  const stated = keys.map((key) => {
    const parameters = constants.find((one) => isOf(one, key));
    const state = totals.find((one) => isOf(one, key));
    if (parameters === undefined || state === undefined) {
      throw incompleteMarket(key);
    }
    return { parameters, state };
  });
  const tokens = await readTokens({
    ...place,
    addresses: stated.flatMap(({ parameters }) => [
      parameters.loanToken,
      parameters.collateralToken,
    ]),
  });
  const tokenAt = (address: Address): MarketToken | null => {
    const token = tokens.get(address);
    return token === undefined
      ? null
      : { ...token, address, asset: assetCaip19(chain.chainId, address) };
  };
  const feeRecipients = await readFeeRecipients(place);
  const rates = await readRates({ ...place, markets: stated });

  return stated.map(({ parameters, state }, index) => {
    const { morpho, market, loanToken, collateralToken, oracle, lltvWad } = parameters;
    const accrued = accrueInterest({
      totals: state,
      feeWad: state.feeWad,
      rateWad: rates[index] ?? 0n,
      elapsedSeconds: BigInt(block.timestampSeconds - state.lastUpdateSeconds),
    });
    return {
      morpho,
      market,
      loanToken: tokenAt(loanToken) ?? {
        address: loanToken,
        asset: assetCaip19(chain.chainId, loanToken),
        symbol: loanToken,
        decimals: 0,
      },
      collateralToken: tokenAt(collateralToken),
      oracle,
      lltvWad,
      totals: accrued.totals,
      pendingFeeShares: accrued.feeShares,
      feeRecipient: feeRecipients.get(morpho) ?? zeroAddress,
    };
  });
}

export function incompleteMarket({ market }: MarketKey): BallastError {
  return new BallastError(`The index of Morpho's market ${market} is incomplete.`, {
    code: "morpho-blue-market-incomplete",
    remedy: "Index this chain anew.",
  });
}

/** Who gets the fees of each Morpho of the chain at the block. */
export async function readFeeRecipients(
  place: Pick<ReadPlace, "facts" | "chain" | "block">,
): Promise<ReadonlyMap<Address, Address>> {
  const { facts, chain, block } = place;
  const rows = await facts
    .selectDistinctOn([morphoBlueFeeRecipientVersion.morpho])
    .from(morphoBlueFeeRecipientVersion)
    .where(
      and(
        eq(morphoBlueFeeRecipientVersion.chainId, chain.chainId),
        lte(morphoBlueFeeRecipientVersion.blockNumber, block.number),
      ),
    )
    .orderBy(morphoBlueFeeRecipientVersion.morpho, desc(morphoBlueFeeRecipientVersion.blockNumber));
  return new Map(rows.map(({ morpho, feeRecipient }) => [morpho, feeRecipient]));
}

/** The markets of a Morpho that have ever had a fee: where its recipient may be owed shares. */
export async function readFeeMarkets(
  place: Pick<ReadPlace, "facts" | "chain" | "block"> & { morphos: Iterable<Address> },
): Promise<MarketKey[]> {
  const { facts, chain, block, morphos } = place;
  return facts
    .selectDistinct({
      morpho: morphoBlueTotalsVersion.morpho,
      market: morphoBlueTotalsVersion.market,
    })
    .from(morphoBlueTotalsVersion)
    .where(
      and(
        eq(morphoBlueTotalsVersion.chainId, chain.chainId),
        anyOf(morphoBlueTotalsVersion.morpho, morphos),
        lte(morphoBlueTotalsVersion.blockNumber, block.number),
        gt(morphoBlueTotalsVersion.feeWad, 0n),
      ),
    );
}

function isOf(one: MarketKey, key: MarketKey): boolean {
  return one.morpho === key.morpho && one.market === key.market;
}
