import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";

/**
 * Finds the assets that DefiLlama's keys name (`ethereum:0x…`), in any letter case. The network's
 * names of public chains are DefiLlama's.
 */
export function createLlamaCoins(parameters: {
  network: Pick<Network, "chains">;
  known: ReadonlyMap<string, MethodologyAsset>;
}): (key: string) => MethodologyAsset | undefined {
  const { network, known } = parameters;
  const chainIds = new Map(
    network.chains.map(({ chainId, name }) => [name.toLowerCase(), chainId]),
  );
  return (key) => {
    const match = /^([^:]+):(0x[0-9a-f]{40})$/.exec(key.toLowerCase());
    const chainId = chainIds.get(match?.[1] ?? "");
    if (chainId === undefined) return undefined;
    return known.get(assetCaip19(chainId, match?.[2] as Address));
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};

/** A width such as `4h`, `30m` or plain seconds; null for any other text. */
export function parseSearchWidth(text: string): number | null {
  const match = /^([0-9]{1,9})([smhdw]?)$/i.exec(text);
  if (match?.[1] === undefined) return null;
  return Number(match[1]) * (UNIT_SECONDS[(match[2] || "s").toLowerCase()] ?? 1);
}
