import type { Hex } from "viem";

/**
 * Where the values of a feed over HTTP come from. `trust` says who vouches for a value: `signatures`
 * where it was stored only after we verified the signers' own signatures over it, `operator` where
 * nothing but the connection to the service that the operator chose says that it is true.
 */
export type HttpSource =
  | { kind: "hermes"; priceId: Hex; trust: "operator" | "signatures" }
  | {
      kind: "defillama";
      /** Such as `coingecko:dai` or `ethereum:0x6b17…`. */
      coin: string;
      trust: "operator";
      /** A value for which the service states less confidence does not vote; of 10,000. */
      minimumConfidenceBps: number;
    };

export type HttpFeedKind = HttpSource["kind"];
export const HTTP_FEED_KINDS: readonly string[] = [
  "hermes",
  "defillama",
] satisfies readonly HttpFeedKind[];

/** The name of a source in the offchain tables: values of different trust are different series. */
export function httpFeedKey(source: HttpSource): string {
  return source.kind === "hermes"
    ? `hermes/${source.trust}/${source.priceId.toLowerCase()}`
    : `defillama/${source.trust}/${source.coin}`;
}

export function isHttpSource(source: { kind: string }): source is HttpSource {
  return HTTP_FEED_KINDS.includes(source.kind);
}
