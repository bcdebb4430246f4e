import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { lookThrough } from "../../src/api/valuation/look-through.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { AccountMarket, Position } from "../../src/core/position.ts";
import type { ProtocolAdapter, ShareToken } from "../../src/protocols/protocol-adapter.ts";
import { addressOf } from "../support/handler-harness.ts";
import { noContracts } from "../support/no-contracts.ts";
import { noHoldings } from "../support/no-holdings.ts";
import { testChain } from "../support/test-network.ts";

const chain = testChain();
const chainId = chain.chainId;
const account = addressOf(0xa);
const [usdc, inner, outer] = [addressOf(1), addressOf(2), addressOf(3)];

/** Shares worth that many units of the underlying, the fraction dropped or added. */
const share = (underlying: Address, units: bigint | null, per = 1n): ShareToken => ({
  underlying: { token: underlying, symbol: `of ${underlying.slice(-1)}`, decimals: 6 },
  toUnderlying: async (amount, rounding) =>
    units === null ? null : (amount * units + (rounding === "up" ? per - 1n : 0n)) / per,
});

const adapterOf = (
  shares: Record<Address, ShareToken>,
  holders: readonly Address[] = [],
): ProtocolAdapter => ({
  name: "test",
  holdings: noHoldings,
  readAccounts: async () => [],
  readMarkets: async () => [],
  readParity: async () => [],
  readShareTokens: async ({ tokens }) =>
    new Map(tokens.flatMap((token) => (shares[token] ? [[token, shares[token]]] : []))),
  readPassThroughAccounts: async ({ accounts }) =>
    new Set(accounts.filter((one) => holders.includes(one))),
});

async function through(
  adapters: ProtocolAdapter[],
  token: Address,
  kind: Position["kind"] = "collateral",
): Promise<AccountMarket> {
  const market: AccountMarket = {
    account,
    chainId,
    protocol: "test",
    marketId: "test:1",
    positions: [
      {
        kind,
        asset: assetCaip19(chainId, token),
        symbol: "TOKEN",
        decimals: 18,
        amount: 1_001n,
        holder: addressOf(9),
        securesDebt: true,
        enforceability: "observed",
      },
    ],
    health: null,
    causes: [],
  };
  const [seen] = await lookThrough({
    facts: {} as FactsReader,
    contracts: noContracts,
    chain,
    block: { chainId, number: 1n, hash: "0x01", timestampSeconds: 1 },
    adapters,
    markets: [market],
  });
  return seen!;
}

describe("looking through shares", () => {
  it("goes down to the asset through the shares of several protocols", async () => {
    const seen = await through(
      [adapterOf({ [inner]: share(usdc, 1n, 10n) }), adapterOf({ [outer]: share(inner, 3n) })],
      outer,
    );
    expect(seen.positions[0]).toMatchObject({
      asset: assetCaip19(chainId, usdc),
      decimals: 6,
      amount: 300n,
      wrappedIn: [
        { asset: assetCaip19(chainId, outer), amount: 1_001n, decimals: 18 },
        { asset: assetCaip19(chainId, inner), amount: 3_003n, decimals: 6 },
      ],
    });
    expect(seen.causes).toEqual([]);
  });

  it("rounds collateral down and debt up", async () => {
    const adapters = [adapterOf({ [outer]: share(usdc, 1n, 2n) })];
    expect((await through(adapters, outer, "collateral")).positions[0]?.amount).toBe(500n);
    expect((await through(adapters, outer, "debt")).positions[0]?.amount).toBe(501n);
  });

  it("leaves what is no share as it is", async () => {
    const seen = await through([adapterOf({ [outer]: share(usdc, 1n) })], usdc);
    expect(seen.positions[0]?.wrappedIn).toBeUndefined();
    expect(seen.passThrough).toBeUndefined();
  });

  it("keeps a share that does not say what it stands for, and says so", async () => {
    const seen = await through([adapterOf({ [outer]: share(usdc, null) })], outer);
    expect(seen.positions[0]).toMatchObject({ asset: assetCaip19(chainId, outer), amount: 1_001n });
    expect(seen.causes.map(({ code }) => code)).toEqual(["share-rate-unknown"]);
  });

  it("ends where shares stand for each other in a circle", async () => {
    const seen = await through(
      [adapterOf({ [outer]: share(inner, 1n), [inner]: share(outer, 1n) })],
      outer,
    );
    expect(seen.causes.map(({ code }) => code)).toEqual(["share-rate-unknown"]);
  });

  it("marks what a contract holds for others", async () => {
    const seen = await through([adapterOf({}, [account])], usdc);
    expect(seen.passThrough).toBe(true);
    expect(seen.causes.map(({ code }) => code)).toEqual(["pass-through"]);
  });
});
