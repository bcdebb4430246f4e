import { shortHex } from "./format-units.ts";

/** A market without its protocol's name before it, and with long hashes shortened. */
export function marketLabel(protocol: string, marketId: string): string {
  const parts = marketId.startsWith(`${protocol}:`)
    ? marketId.slice(protocol.length + 1)
    : marketId;
  return parts
    .split(":")
    .map((part) => (part.startsWith("0x") ? shortHex(part) : part))
    .join(":");
}
