import {
  type Address,
  encodeAbiParameters,
  type Hex,
  keccak256,
  maxUint256,
  numberToHex,
  type PublicClient,
  pad,
  parseAbi,
  toHex,
} from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ManifestChain } from "../../config/manifest.ts";
import { devnetAccounts } from "../../devnet/accounts/devnet-accounts.ts";
import { parseAssetCaip19 } from "../../src/core/identifiers.ts";
import type { IndexWorld } from "../support/index-world.ts";
import {
  type AccountView,
  type Json,
  openLiquidationWorld,
} from "../support/liquidation/open-liquidation-world.ts";

/*
 * The liquidation prices that the API states, at the contracts themselves: at the stated price of the
 * market's own oracle the real liquidation reverts and the contract finds the account safe; one step of
 * the oracle's unit further it goes through. Every call is made at the answer's own block, with nothing
 * replaced but what the oracle says, so that interest is the same to the second.
 */
const liquidator = devnetAccounts().liquidator.address;
const poolAbi = parseAbi([
  "function getUserAccountData(address user) view returns (uint256, uint256, uint256, uint256, uint256, uint256 healthFactor)",
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
]);
const oracleAbi = parseAbi(["function getSourceOfAsset(address asset) view returns (address)"]);
const morphoAbi = parseAbi([
  "struct MarketParams { address loanToken; address collateralToken; address oracle; address irm; uint256 lltv; }",
  "function liquidate(MarketParams marketParams, address borrower, uint256 seizedAssets, uint256 repaidShares, bytes data) returns (uint256, uint256)",
]);
const comptrollerAbi = parseAbi([
  "function getAccountLiquidity(address account) view returns (uint256, uint256, uint256 shortfall)",
]);
const venusOracleAbi = parseAbi([
  "function getUnderlyingPrice(address vToken) view returns (uint256)",
]);
const catAbi = parseAbi(["function bite(bytes32 ilk, address urn) returns (uint256)"]);

/** Answers every call with the word in slot 0. */
const ONE_WORD: Hex = "0x60005460005260206000f3";
/** Answers every call with the word in the slot that its first argument names. */
const WORD_OF_ARGUMENT: Hex = "0x6004355460005260206000f3";
/** `ilks` of Vat.sol, and the place of `spot` in an Ilk. */
const VAT_ILKS_SLOT = 2n;
const SPOT_OFFSET = 2n;

type StateOverride = { address: Address; code?: Hex; stateDiff: { slot: Hex; value: Hex }[] }[];
let world: IndexWorld;
let views: readonly AccountView[];

beforeAll(async () => {
  ({ world, views } = await openLiquidationWorld());
}, 480_000);
afterAll(() => world?.close());

type Flip = {
  facts: ManifestChain;
  client: PublicClient;
  account: Address;
  market: Json;
  price: Json;
  safe: bigint;
  unsafe: bigint;
};

/** Every stated liquidation price of a protocol's markets, with the last safe and the next price. */
function flipsOf(protocol: string): Flip[] {
  return views.flatMap(({ address, chainId, markets }) =>
    markets
      .filter((market: Json) => market.protocol === protocol)
      .flatMap((market: Json) =>
        market.liquidationPrices
          .filter(({ state }: Json) => state === "at")
          .map((price: Json): Flip => {
            const safe = BigInt(price.oraclePrice);
            return {
              facts: world.manifest.chains.find((one) => one.chainId === chainId)!,
              client: world.client(chainId),
              ...{ account: address, market, price, safe },
              unsafe: safe + (price.direction === "falling" ? -1n : 1n),
            };
          }),
      ),
  );
}

const word = (value: bigint): Hex => numberToHex(value, { size: 32 });
const tokenOf = (asset: string) => parseAssetCaip19(asset).token;
const positionsOf = (market: Json, kind: string) =>
  market.positions.filter((one: Json) => one.kind === kind && one.securesDebt);

/** Whether a call goes through. @throws where the node itself fails. */
async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (cause.name === "ContractFunctionRevertedError") return false;
    }
    throw error;
  }
}

describe("one step past the stated price", () => {
  test("Aave liquidates, and at it refuses to", async () => {
    const flips = flipsOf("aave-v3");
    expect(flips.length).toBeGreaterThan(5);
    const chains = new Set<number>();
    const directions = new Set<string>();
    for (const { facts, client, account, market, price, safe, unsafe } of flips) {
      const [deployment] = facts.aaveV3;
      const source = await client.readContract({
        ...{ address: deployment!.oracle, abi: oracleAbi, functionName: "getSourceOfAsset" },
        args: [tokenOf(price.asset)],
      });
      const pool = { address: deployment!.pool, abi: poolAbi } as const;
      const at = (value: bigint) => ({
        stateOverride: [
          {
            address: source,
            code: ONE_WORD,
            stateDiff: [{ slot: word(0n), value: word(value) }],
          },
        ] satisfies StateOverride,
      });
      const factor = async (value: bigint) =>
        (
          await client.readContract({
            ...{ ...pool, functionName: "getUserAccountData", args: [account], ...at(value) },
          })
        )[5];
      expect(await factor(safe)).toBeGreaterThanOrEqual(10n ** 18n);
      expect(await factor(unsafe)).toBeLessThan(10n ** 18n);
      const debt = positionsOf(market, "debt")[0];
      const collateral = positionsOf(market, "collateral")[0];
      const liquidates = (value: bigint) =>
        succeeds(() =>
          client.simulateContract({
            ...{ ...pool, functionName: "liquidationCall", account: liquidator, ...at(value) },
            args: [tokenOf(collateral.asset), tokenOf(debt.asset), account, maxUint256, false],
          }),
        );
      expect(await liquidates(safe)).toBe(false);
      expect(await liquidates(unsafe)).toBe(true);
      chains.add(facts.chainId);
      directions.add(price.direction);
    }
    // Both versions of the pool, and debts that rise as well as collateral that falls.
    expect(chains.size).toBe(2);
    expect([...directions].sort()).toEqual(["falling", "rising"]);
  });

  test("Morpho liquidates, and at it refuses to", async () => {
    const flips = flipsOf("morpho-blue");
    expect(flips.length).toBeGreaterThan(1);
    for (const { facts, client, account, market, safe, unsafe } of flips) {
      const [deployment] = facts.morphoBlue;
      const id = market.marketId.slice("morpho-blue:".length);
      const { lltv, ...parameters } = deployment!.markets.find((one) => one.id === id)!;
      const liquidates = (value: bigint) =>
        succeeds(() =>
          client.simulateContract({
            ...{ address: deployment!.morpho, abi: morphoAbi, functionName: "liquidate" },
            account: liquidator,
            args: [{ ...parameters, lltv: BigInt(lltv) }, account, 1n, 0n, "0x"],
            stateOverride: [
              {
                address: parameters.oracle,
                code: ONE_WORD,
                stateDiff: [{ slot: word(0n), value: word(value) }],
              },
            ],
          }),
        );
      expect(await liquidates(safe)).toBe(false);
      expect(await liquidates(unsafe)).toBe(true);
    }
  });

  test("Maker bites, and at it refuses to", async () => {
    const flips = flipsOf("maker");
    expect(flips.length).toBeGreaterThan(1);
    for (const { facts, client, market, safe, unsafe } of flips) {
      const [deployment] = facts.maker;
      const ilk = pad(toHex(market.marketId.split(":").at(-1)), { dir: "right", size: 32 });
      const base = BigInt(
        keccak256(
          encodeAbiParameters([{ type: "bytes32" }, { type: "uint256" }], [ilk, VAT_ILKS_SLOT]),
        ),
      );
      const urn: Address = positionsOf(market, "collateral")[0].holder;
      const bites = (spot: bigint) =>
        succeeds(() =>
          client.simulateContract({
            ...{ address: deployment!.cat, abi: catAbi, functionName: "bite", args: [ilk, urn] },
            account: liquidator,
            stateOverride: [
              {
                address: deployment!.vat,
                stateDiff: [{ slot: word(base + SPOT_OFFSET), value: word(spot) }],
              },
            ],
          }),
        );
      expect(await bites(safe)).toBe(false);
      expect(await bites(unsafe)).toBe(true);
    }
  });

  test("Venus' Comptroller finds a shortfall, and at it none", async () => {
    const flips = flipsOf("venus");
    expect(flips.length).toBeGreaterThan(1);
    for (const { facts, client, account, market, price, safe, unsafe } of flips) {
      const pool = facts.venus.find(({ id }) => market.marketId.endsWith(`:${id}`))!;
      const stated = await Promise.all(
        pool.markets.map(async ({ vToken, underlying }) => ({
          ...{ vToken, underlying },
          now: await client.readContract({
            ...{ address: pool.oracle, abi: venusOracleAbi, functionName: "getUnderlyingPrice" },
            args: [vToken],
          }),
        })),
      );
      const shortfall = async (value: bigint) => {
        const [, , missing] = await client.readContract({
          ...{ address: pool.comptroller, abi: comptrollerAbi, args: [account] },
          functionName: "getAccountLiquidity",
          stateOverride: [
            {
              address: pool.oracle,
              code: WORD_OF_ARGUMENT,
              stateDiff: stated.map(({ vToken, underlying, now }) => ({
                slot: pad(vToken, { size: 32 }),
                value: word(underlying === tokenOf(price.asset) ? value : now),
              })),
            },
          ],
        });
        return missing;
      };
      expect(await shortfall(safe)).toBe(0n);
      expect(await shortfall(unsafe)).toBeGreaterThan(0n);
    }
  });
});
