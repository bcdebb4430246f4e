import type { Address } from "viem";
import { assetCaip19, parseAssetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import type {
  ProtocolAdapter,
  ReadPlace,
  RememberAtBlock,
  ShareToken,
} from "../../protocols/protocol-adapter.ts";

/** Shares of shares of shares: far more than anybody makes, so that a circle ends. */
const MAXIMUM_DEPTH = 8;

/**
 * Markets of one chain with every position in a share token, of whichever protocol, as the position
 * in what it stands for at the block, so that the same unit is seen once however often it is
 * wrapped: collateral rounded down, debt up. Where a share does not say what it stands for it stays
 * as it is, with a cause. Markets of contracts that hold for others are marked as pass-through.
 */
export async function lookThrough(
  parameters: ReadPlace & {
    adapters: readonly ProtocolAdapter[];
    markets: readonly AccountMarket[];
    /** What each adapter remembers of the block. */
    memoryOf?: ((adapter: ProtocolAdapter) => RememberAtBlock) | undefined;
  },
): Promise<AccountMarket[]> {
  const { adapters, markets, memoryOf, ...place } = parameters;
  if (markets.length === 0) return [];
  const placeOf: PlaceOf = (adapter) => ({ ...place, remember: memoryOf?.(adapter) });
  const shares = await readShares(placeOf, adapters, markets);
  const holders = await readPassThrough(placeOf, adapters, markets);
  return Promise.all(
    markets.map(async (market) => {
      const causes: Cause[] = [...market.causes];
      const positions = await Promise.all(
        market.positions.map((position) => unwrap({ position, market, shares, causes })),
      );
      if (!holders.has(market.account)) return { ...market, positions, causes };
      causes.push({
        code: "pass-through",
        detail: `${market.account} holds this for others, at whom it is counted.`,
        chainId: market.chainId,
        marketId: market.marketId,
      });
      return { ...market, positions, causes, passThrough: true };
    }),
  );
}

type PlaceOf = (adapter: ProtocolAdapter) => ReadPlace;

/** Every share token that the markets' positions lead to. */
async function readShares(
  placeOf: PlaceOf,
  adapters: readonly ProtocolAdapter[],
  markets: readonly AccountMarket[],
): Promise<ReadonlyMap<Address, ShareToken>> {
  const shares = new Map<Address, ShareToken>();
  let tokens = new Set(
    markets.flatMap(({ positions }) => positions.map(({ asset }) => tokenOf(asset))),
  );
  for (let depth = 0; depth < MAXIMUM_DEPTH && tokens.size > 0; depth += 1) {
    const next = new Set<Address>();
    for (const adapter of adapters) {
      const found = await adapter.readShareTokens?.({ ...placeOf(adapter), tokens: [...tokens] });
      for (const [token, share] of found ?? []) {
        shares.set(token, share);
        next.add(share.underlying.token);
      }
    }
    tokens = new Set([...next].filter((token) => !shares.has(token)));
  }
  return shares;
}

async function readPassThrough(
  placeOf: PlaceOf,
  adapters: readonly ProtocolAdapter[],
  markets: readonly AccountMarket[],
): Promise<ReadonlySet<Address>> {
  const accounts = [...new Set(markets.map(({ account }) => account))];
  const holders = new Set<Address>();
  for (const adapter of adapters) {
    const found = await adapter.readPassThroughAccounts?.({ ...placeOf(adapter), accounts });
    for (const account of found ?? []) holders.add(account);
  }
  return holders;
}

async function unwrap(parameters: {
  position: Position;
  market: AccountMarket;
  shares: ReadonlyMap<Address, ShareToken>;
  causes: Cause[];
}): Promise<Position> {
  const { market, shares, causes } = parameters;
  let { position } = parameters;
  for (let depth = 0; ; depth += 1) {
    const share = shares.get(tokenOf(position.asset));
    if (share === undefined) return position;
    const amount =
      depth === MAXIMUM_DEPTH
        ? null
        : await share.toUnderlying(position.amount, position.kind === "debt" ? "up" : "down");
    if (amount === null) {
      causes.push({
        code: "share-rate-unknown",
        detail: `${position.symbol} (${position.asset}) does not say what its shares stand for, so they are not resolved.`,
        chainId: market.chainId,
        marketId: market.marketId,
        asset: position.asset,
      });
      return position;
    }
    const { asset, symbol, decimals, wrappedIn = [] } = position;
    position = {
      ...position,
      asset: assetCaip19(market.chainId, share.underlying.token),
      symbol: share.underlying.symbol,
      decimals: share.underlying.decimals,
      amount,
      wrappedIn: [...wrappedIn, { asset, symbol, decimals, amount: position.amount }],
    };
  }
}

function tokenOf(asset: Position["asset"]): Address {
  return parseAssetCaip19(asset).token;
}
