export type SearchAsset = { asset: string; symbol: string | null };

/** A place that a search leads to. */
export type SearchHit = { path: string; label: string; kind: "account" | "asset" | "epoch" };

export type SearchResult = {
  hits: SearchHit[];
  /** Why there is no hit; null where there is one, or nothing was typed. */
  problem: string | null;
};

const ADDRESS = /^0x[0-9a-f]{40}$/;
const CAIP10 = /^eip155:\d+:0x[0-9a-f]{40}$/;
const CAIP19 = /^eip155:\d+\/(erc20:0x[0-9a-f]{40}|slip44:\d+)$/;
const MOST_HITS = 12;

/** What a typed text may mean: an address, CAIP-10, an asset by id or symbol, an epoch. */
export function readSearch(
  typed: string,
  known: {
    assets: readonly SearchAsset[];
    accounts: readonly string[];
    nameOf(chain: string): string;
  },
): SearchResult {
  const text = typed.trim().toLowerCase();
  if (text === "") return { hits: [], problem: null };
  const assetHit = ({ asset, symbol }: SearchAsset): SearchHit => ({
    path: `/assets/${asset}`,
    label: `${symbol ?? asset} on ${known.nameOf(asset.split("/")[0]!)}`,
    kind: "asset",
  });
  const accountHit = (account: string): SearchHit => ({
    path: `/accounts/${account}`,
    label: account,
    kind: "account",
  });
  const ofToken = known.assets.filter(({ asset }) => asset.endsWith(`:${text}`)).map(assetHit);
  if (ADDRESS.test(text)) return { hits: [accountHit(text), ...ofToken], problem: null };
  if (CAIP10.test(text)) return { hits: [accountHit(text)], problem: null };
  if (CAIP19.test(text)) {
    const found = known.assets.find(({ asset }) => asset === text);
    if (found !== undefined) return { hits: [assetHit(found)], problem: null };
    return { hits: [], problem: "The methodology has no price for this asset." };
  }
  if (/^\d{1,18}$/.test(text)) {
    return {
      hits: [
        {
          path: `/attestations?epoch=${BigInt(text)}`,
          label: `Epoch ${BigInt(text)}`,
          kind: "epoch",
        },
      ],
      problem: null,
    };
  }
  if (/^0x[0-9a-f]{64}$/.test(text)) {
    return {
      hits: [],
      problem:
        "This is a hash of 32 bytes. Transactions are not looked up here: search the account that sent it.",
    };
  }
  if (/^0x[0-9a-f]+$/.test(text)) {
    const begun = known.accounts.filter((account) => account.startsWith(text)).map(accountHit);
    const begunAssets = known.assets
      .filter(({ asset }) => asset.split(":").at(-1)!.startsWith(text))
      .map(assetHit);
    const hits = [...begun, ...begunAssets].slice(0, MOST_HITS);
    if (hits.length > 0) return { hits, problem: null };
    return {
      hits,
      problem: `An address has 40 hexadecimal digits after 0x; this one has ${text.length - 2}.`,
    };
  }
  const hits = known.assets
    .filter(({ symbol }) => symbol?.toLowerCase().startsWith(text))
    .map(assetHit)
    .slice(0, MOST_HITS);
  return {
    hits,
    problem: hits.length > 0 ? null : `Nothing here is called “${typed.trim()}”.`,
  };
}
