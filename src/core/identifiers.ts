import { type Address, isAddress } from "viem";
import { BallastError } from "./ballast-error.ts";

/** CAIP-2 chain identifier of an EVM chain, for example `eip155:1`. */
type ChainCaip2 = `eip155:${number}`;
/** CAIP-19 asset identifier of an ERC-20, lower-case address, for example `eip155:1/erc20:0x…`. */
export type AssetCaip19 = `eip155:${number}/erc20:${Address}`;

/**
 * An account as callers name it: a plain address (the same externally owned address on every chain)
 * or CAIP-10, which means one chain only. `address` is lower case.
 */
export type AccountId = { address: Address; chainId: number | undefined };

export function chainCaip2(chainId: number): ChainCaip2 {
  return `eip155:${chainId}`;
}

export function assetCaip19(chainId: number, token: Address): AssetCaip19 {
  return `eip155:${chainId}/erc20:${token.toLowerCase() as Address}`;
}

const CAIP2 = /^eip155:([1-9][0-9]{0,14})$/;
const CAIP10 = /^eip155:([1-9][0-9]{0,14}):(0x[0-9a-fA-F]{40})$/;
const CAIP19_ERC20 = /^eip155:([1-9][0-9]{0,14})\/erc20:(0x[0-9a-fA-F]{40})$/;

/** Reads `eip155:<id>`. @throws BallastError `malformed-chain`. */
export function parseChainCaip2(text: string): number {
  const match = CAIP2.exec(text);
  if (match === null) {
    throw new BallastError(`"${text}" is not a chain identifier.`, {
      code: "malformed-chain",
      remedy: "Write it as CAIP-2, for example eip155:1.",
    });
  }
  return Number(match[1]);
}

/** Reads a plain address or CAIP-10. @throws BallastError `malformed-account`. */
export function parseAccountId(text: string): AccountId {
  if (text.startsWith("0x") && isAddress(text, { strict: hasMixedCase(text) })) {
    return { address: text.toLowerCase() as Address, chainId: undefined };
  }
  const match = CAIP10.exec(text);
  if (match?.[2] !== undefined && isAddress(match[2], { strict: hasMixedCase(match[2]) })) {
    return { address: match[2].toLowerCase() as Address, chainId: Number(match[1]) };
  }
  throw new BallastError(`"${text}" is not an account.`, {
    code: "malformed-account",
    remedy:
      "Give a 20-byte address (0x and 40 hexadecimal digits, with a right checksum where it has mixed case) or CAIP-10 such as eip155:1:0x….",
  });
}

/** Reads `eip155:<id>/erc20:<address>`. @throws BallastError `malformed-asset`. */
export function parseAssetCaip19(text: string): { chainId: number; token: Address } {
  const match = CAIP19_ERC20.exec(text);
  if (match?.[2] === undefined || !isAddress(match[2], { strict: hasMixedCase(match[2]) })) {
    throw new BallastError(`"${text}" is not an asset.`, {
      code: "malformed-asset",
      remedy: "Write it as CAIP-19, for example eip155:1/erc20:0x….",
    });
  }
  return { chainId: Number(match[1]), token: match[2].toLowerCase() as Address };
}

/** A checksum can only be wrong in an address of mixed case (EIP-55). */
function hasMixedCase(address: string): boolean {
  const digits = address.slice(2);
  return digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
}
