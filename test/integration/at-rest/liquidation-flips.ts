import { desc, eq } from "drizzle-orm";
import {
  type Address,
  decodeErrorResult,
  decodeFunctionResult,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  keccak256,
  maxUint256,
  type PublicClient,
  pad,
  parseAbi,
  parseEventLogs,
  toHex,
} from "viem";
import { beforeAll, describe, expect, test } from "vitest";
import { aaveV3PoolAbi } from "../../../abis/aave-v3-pool.ts";
import { makerCatAbi } from "../../../abis/maker.ts";
import { morphoBlueAbi } from "../../../abis/morpho-blue.ts";
import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2VaultAbi,
} from "../../../abis/perp-v2.ts";
import { venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { perpVaultAbi } from "../../../devnet/perp-v2/perp-v2-abi.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";
import { createContractReader } from "../../../src/api/chains/create-contract-reader.ts";
import {
  jointLiquidation,
  liquidationSurface,
} from "../../../src/api/liquidation/joint-liquidation.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import { parseAssetCaip19 } from "../../../src/core/identifiers.ts";
import { aaveV3Adapter } from "../../../src/protocols/aave-v3/adapter.ts";
import type { IndexWorld } from "../../support/index-world.ts";
import { actAs, type StateOverride } from "../../support/liquidation/act-as.ts";
import { aaveBorrower } from "../../support/liquidation/borrow-at-aave.ts";
import { ONE_WORD, WORD_OF_ARGUMENT, word } from "../../support/liquidation/contract-words.ts";
import type {
  AccountView,
  Json,
  RestingWorld,
} from "../../support/liquidation/open-liquidation-world.ts";
import {
  createCollateralPrice,
  createMarkPrice,
  isBelowMaintenance,
  perpAccountValue,
} from "../../support/liquidation/perp-prices.ts";

/*
 * The liquidation prices that the API states, at the contracts themselves: at the stated price of the
 * market's own oracle the real liquidation reverts and the contract finds the account safe; one step of
 * the oracle's unit further it goes through. Every call is made at the answer's own block, with nothing
 * replaced but what the oracle says, so that interest is the same to the second.
 */
const LIQUIDATION_EVENTS = [
  ...(["LiquidationCall", "Liquidate", "LiquidateBorrow", "HealBorrow", "Bite"] as const),
  ...(["PositionLiquidated", "CollateralLiquidated"] as const),
];
type LiquidationEvent = (typeof LIQUIDATION_EVENTS)[number];
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
const liquidate = {
  abi: parseAbi(["function liquidate(address trader, address baseToken)"]),
  functionName: "liquidate",
} as const;
const deposit = { abi: perpVaultAbi, functionName: "deposit" } as const;
const revertAbi = parseAbi(["error Error(string reason)"]);
const liquidationEventsAbi = [
  ...[...aaveV3PoolAbi, ...morphoBlueAbi, ...venusVTokenAbi, ...makerCatAbi],
  ...[...perpV2ClearingHouseAbi, ...perpV2VaultAbi],
].filter(
  (item): item is Extract<typeof item, { type: "event" }> & { name: LiquidationEvent } =>
    item.type === "event" && LIQUIDATION_EVENTS.some((name) => name === item.name),
);
const catAbi = parseAbi(["function bite(bytes32 ilk, address urn) returns (uint256)"]);

/** `ilks` of Vat.sol, and the place of `spot` in an Ilk. */
const VAT_ILKS_SLOT = 2n;
const SPOT_OFFSET = 2n;

let world: IndexWorld;
let views: readonly AccountView[];

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

/** The liquidation prices that the API states, at the contracts themselves. */
export function liquidationFlips(open: () => RestingWorld): void {
  beforeAll(() => {
    ({ world, views } = open());
  });

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

    test("Perp's clearing house liquidates, and at it refuses to; and the account is worth nothing at the bankruptcy price", async () => {
      const directions = new Set<string>();
      const bankruptcies = { kept: 0, lost: 0 };
      for (const { facts, client, account, market, price, safe, unsafe } of flipsOf("perp-v2")) {
        const perp = facts.perpV2[0]!;
        const baseToken = tokenOf(price.asset);
        const pool = perp.markets.find((one) => one.baseToken === baseToken)?.pool;
        if (pool === undefined) {
          const at = await createCollateralPrice(client, perp, baseToken);
          expect(await isBelowMaintenance(client, perp, account, at(safe))).toBe(false);
          expect(await isBelowMaintenance(client, perp, account, at(unsafe))).toBe(true);
          continue;
        }
        const at = await createMarkPrice(client, perp, { baseToken, pool });
        /** What the house says to a liquidator with a deposit; nothing where it liquidates. */
        const refusal = async (value: bigint): Promise<string | undefined> => {
          const { address: token, decimals } = perp.settlementToken;
          const amount = 10n ** BigInt(decimals + 8);
          const { from, vault, clearingHouse } = { from: liquidator, ...perp };
          const answers = await actAs(
            client,
            liquidator,
            [
              mintToken({ token, from, to: from, amount }),
              approveToken({ token, owner: from, spender: vault }),
              { to: vault, data: encodeFunctionData({ ...deposit, args: [token, amount] }) },
              {
                to: clearingHouse,
                data: encodeFunctionData({ ...liquidate, args: [account, baseToken] }),
              },
            ],
            { stateOverride: at(value) },
          );
          expect(answers.slice(0, 3).every(({ succeeded }) => succeeded)).toBe(true);
          const { succeeded, data } = answers[3]!;
          if (succeeded) return undefined;
          return decodeErrorResult({ abi: revertAbi, data }).args[0];
        };
        const marked = await client.readContract({
          ...{ address: perp.accountBalance, abi: perpV2AccountBalanceAbi, args: [baseToken] },
          ...{ functionName: "getMarkPrice", stateOverride: at(safe) },
        });
        expect(marked).toBe(safe);
        expect(await isBelowMaintenance(client, perp, account, at(safe))).toBe(false);
        expect(await isBelowMaintenance(client, perp, account, at(unsafe))).toBe(true);
        // CH_EAV: it has enough account value. A maker's orders would have to be cancelled first.
        expect(market.derivatives.some((one: Json) => one.liquidity !== undefined)).toBe(false);
        expect(await refusal(safe)).toBe("CH_EAV");
        expect(await refusal(unsafe)).toBeUndefined();
        directions.add(price.direction);

        const derivative = market.derivatives.find((one: Json) => one.instrument === baseToken);
        if (derivative.bankruptcyPrice === null) continue;
        const kept = BigInt(derivative.bankruptcyPrice.raw);
        const lost = kept + (BigInt(derivative.size.raw) > 0n ? -1n : 1n);
        if ((await perpAccountValue(client, perp, account, at(kept))) >= 0n) bankruptcies.kept += 1;
        if ((await perpAccountValue(client, perp, account, at(lost))) < 0n) bankruptcies.lost += 1;
      }
      expect([...directions].sort()).toEqual(["falling", "rising"]);
      expect(bankruptcies.kept).toBeGreaterThan(1);
      expect(bankruptcies.lost).toBe(bankruptcies.kept);
    }, 60_000);
  });

  describe("one step further of all correlated prices", () => {
    test("Aave liquidates, and at it refuses to", async () => {
      const account = aaveBorrower;
      const chains = new Set<number>();
      for (const [index, { chainId }] of world.network.chains.entries()) {
        const chain = world.network.chains[index]!;
        const facts = world.manifest.chains.find((one) => one.chainId === chainId)!;
        const [deployment] = facts.aaveV3;
        if (deployment === undefined) continue;
        const client = world.client(chainId);
        const [block] = await world.database.db
          .select()
          .from(chainBlock)
          .where(eq(chainBlock.chainId, chainId))
          .orderBy(desc(chainBlock.number))
          .limit(1);
        const contracts = createContractReader({ clients: new Map([[chainId, client]]) });
        const [market] = await world.database.withSnapshot((read) =>
          aaveV3Adapter.readMarkets({
            ...{ facts: read, contracts, chain, block: block!, accounts: [account] },
          }),
        );
        const rule = market!.rule!;
        const idOf = (symbol: string) => rule.prices.find((one) => one.symbol === symbol)!.asset;
        const [weth, wbtc, usdc] = [idOf("WETH"), idOf("WBTC"), idOf("USDC")];
        const collaterals = { id: "collaterals", assets: new Set([weth, wbtc]) };
        const liquidates = async (prices: ReadonlyMap<string, bigint>) => {
          const stateOverride: StateOverride = await Promise.all(
            [...prices].map(async ([asset, value]) => ({
              address: await client.readContract({
                ...{ address: deployment.oracle, abi: oracleAbi, args: [tokenOf(asset)] },
                functionName: "getSourceOfAsset",
              }),
              code: ONE_WORD,
              stateDiff: [{ slot: word(0n), value: word(value) }],
            })),
          );
          return succeeds(() =>
            client.simulateContract({
              ...{ address: deployment.pool, abi: poolAbi, functionName: "liquidationCall" },
              ...{ account: liquidator, stateOverride },
              args: [tokenOf(weth), tokenOf(usdc), account, maxUint256, false],
            }),
          );
        };
        const joint = jointLiquidation(rule, collaterals);
        if (joint.state !== "at") throw new Error(joint.state);
        expect(joint.direction).toBe("falling");
        expect([...joint.prices.keys()].sort()).toEqual([weth, wbtc].sort());
        expect(await liquidates(joint.prices)).toBe(false);
        expect(await liquidates(joint.pricesBeyond)).toBe(true);
        // And where each moves by itself.
        const [first, second] = [weth, wbtc].map((asset) => ({
          ...{ id: asset, assets: new Set([asset]) },
        }));
        const now = (asset: string) => rule.prices.find((one) => one.asset === asset)!.price;
        const WAD = 10n ** 18n;
        let turned = 0;
        for (const { moveBps, turn } of liquidationSurface(rule, [first!, second!])) {
          if (turn.state !== "at") continue;
          const at = (factorWad: bigint) =>
            new Map<string, bigint>([
              [weth, (now(weth) * (10_000n + moveBps)) / 10_000n],
              [wbtc, (now(wbtc) * factorWad) / WAD],
            ]);
          const step = turn.direction === "falling" ? -1n : 1n;
          expect(await liquidates(at(turn.factorWad))).toBe(false);
          expect(await liquidates(at(turn.factorWad + step))).toBe(true);
          turned += 1;
        }
        expect(turned).toBeGreaterThan(5);
        chains.add(chainId);
      }
      expect(chains.size).toBe(2);
    }, 60_000);
  });

  describe("the history", () => {
    test("has every liquidation as its contract logged it, and what was paid for it", async () => {
      const items: Json[] = [];
      for (let cursor = ""; ; ) {
        const response = await fetch(`${world.ponder().url}/v1/liquidations?limit=50${cursor}`);
        const page: Json = await response.json();
        expect(response.status, JSON.stringify(page)).toBe(200);
        items.push(...page.items);
        if (page.next === null) break;
        cursor = `&cursor=${encodeURIComponent(page.next)}`;
      }
      const key = (chainId: number, blockNumber: bigint | number, logIndex: number) =>
        `eip155:${chainId}/${blockNumber}/${logIndex}`;
      const byPlace = new Map(
        items.map((item) => [`${item.chain}/${item.block}/${item.logIndex}`, item]),
      );
      expect(byPlace.size).toBe(items.length);
      const counts: Record<string, number> = {};
      const places = new Set<string>();
      for (const { chainId } of world.network.chains) {
        const client = world.client(chainId);
        const logs = await client.getLogs({ fromBlock: 0n });
        const transfers = parseEventLogs({ abi: erc20Abi, eventName: "Transfer", logs });
        const healed = new Map<string, string>();
        for (const log of parseEventLogs({ abi: liquidationEventsAbi, logs })) {
          const place = key(chainId, log.blockNumber, log.logIndex);
          counts[log.eventName] = (counts[log.eventName] ?? 0) + 1;
          if (log.eventName === "HealBorrow") {
            healed.set(`${log.transactionHash}/${log.args.borrower}`, place);
            continue;
          }
          places.add(place);
          const item = byPlace.get(place);
          expect(item, `${log.eventName} at ${place}`).toBeDefined();
          expect(item.transaction).toBe(log.transactionHash);
          const [repaid, seized] = [item.repaid[0]?.amount.raw, item.seized[0]?.amount.raw];
          /** What the liquidator paid in the asset of the debt, where it was one liquidation alone. */
          const paid = transfers
            .filter(
              (one) =>
                one.transactionHash === log.transactionHash &&
                one.args.from.toLowerCase() === item.liquidator &&
                one.address === (item.repaid[0] && tokenOf(item.repaid[0].asset)),
            )
            .reduce((sum, { args }) => sum + args.value, 0n);
          const isAlone =
            items.filter((one) => one.transaction === log.transactionHash).length === 1;
          switch (log.eventName) {
            case "LiquidationCall":
              expect([repaid, seized]).toEqual([
                `${log.args.debtToCover}`,
                `${log.args.liquidatedCollateralAmount}`,
              ]);
              if (isAlone) expect(`${paid}`).toBe(repaid);
              break;
            case "Liquidate":
              expect([repaid, seized]).toEqual([
                `${log.args.repaidAssets}`,
                `${log.args.seizedAssets}`,
              ]);
              expect(item.badDebt.map((one: Json) => one.amount.raw)).toEqual(
                log.args.badDebtAssets === 0n ? [] : [`${log.args.badDebtAssets}`],
              );
              if (isAlone) expect(`${paid}`).toBe(repaid);
              break;
            case "LiquidateBorrow":
              expect([repaid, item.seized[0].shares.amount.raw]).toEqual([
                `${log.args.repayAmount}`,
                `${log.args.seizeTokens}`,
              ]);
              if (isAlone) expect(`${paid}`).toBe(repaid);
              break;
            case "Bite":
              expect(item.badDebt).toBeNull();
              expect(item.auction.id).toBe(`${log.args.id}`);
              break;
            case "PositionLiquidated":
              expect(item.derivative.size.raw).toBe(`${log.args.positionSize}`);
              expect(item.derivative.notional.raw).toBe(`${log.args.positionNotional}`);
              break;
            case "CollateralLiquidated":
              expect(seized).toBe(`${log.args.collateral}`);
              // The fee of the insurance fund is paid with it.
              if (isAlone)
                expect(`${paid}`).toBe(`${BigInt(repaid) + BigInt(item.insuranceFee.amount.raw)}`);
              break;
          }
        }
        for (const place of healed.values()) places.add(place);
      }
      expect([...byPlace.keys()].sort()).toEqual([...places].sort());
      expect(counts).toMatchObject({
        ...{ LiquidationCall: expect.any(Number), Liquidate: expect.any(Number) },
        ...{ Bite: expect.any(Number), LiquidateBorrow: expect.any(Number) },
        ...{ HealBorrow: expect.any(Number), PositionLiquidated: expect.any(Number) },
        CollateralLiquidated: expect.any(Number),
      });
      // What was left, by who bears it, and a price of the block wherever one is known.
      const borne = items.flatMap(({ badDebt }) => (badDebt ?? []).map((one: Json) => one.borneBy));
      expect([...new Set(borne)].sort()).toEqual(["insurance-fund", "protocol", "suppliers"]);
      const priced = items.filter(({ seized }) => seized.some((one: Json) => one.price !== null));
      expect(priced.length).toBeGreaterThan(5);
      for (const { chain, block, seized } of priced.slice(0, 5)) {
        const response = await fetch(`${world.ponder().url}/v1/prices?at=${chain}:${block}`);
        const { items: prices }: Json = await response.json();
        const { asset, price } = seized.find((one: Json) => one.price !== null);
        expect(prices.find((one: Json) => one.asset === asset).price.mid).toEqual(price);
      }
    }, 120_000);
  });

  describe("interest alone", () => {
    /** Whether a call goes through one second before and at some seconds after the newest block's time. */
    async function turnsAt(
      client: PublicClient,
      seconds: number,
      liquidates: (at: { blockOverrides: { time: bigint } }) => Promise<boolean>,
    ): Promise<[before: boolean, then: boolean]> {
      const { timestamp } = await client.getBlock();
      const at = (later: number) => ({ blockOverrides: { time: timestamp + BigInt(later) } });
      return [await liquidates(at(seconds - 1)), await liquidates(at(seconds))];
    }
    type Timed = Pick<Flip, "account" | "market" | "facts" | "client"> & { seconds: number };
    const timed = (protocol: string): Timed[] =>
      views.flatMap(({ address, chainId, markets }) =>
        markets
          .filter(
            (one: Json) => one.protocol === protocol && one.timeToLiquidation?.state === "after",
          )
          .map((market: Json) => {
            const facts = world.manifest.chains.find((one) => one.chainId === chainId)!;
            const seconds: number = market.timeToLiquidation.seconds;
            return { account: address, market, facts, seconds, client: world.client(chainId) };
          }),
      );

    test("makes Morpho's accounts fit for liquidation at the stated second", async () => {
      const found = timed("morpho-blue");
      expect(found.length).toBeGreaterThan(0);
      for (const { account, market, facts, seconds, client } of found) {
        const [deployment] = facts.morphoBlue;
        const id = market.marketId.slice("morpho-blue:".length);
        const { lltv, ...parameters } = deployment!.markets.find((one) => one.id === id)!;
        const now = BigInt(market.liquidationPrices[0].oraclePriceNow);
        const liquidates = (at: object) =>
          succeeds(() =>
            client.simulateContract({
              ...{ address: deployment!.morpho, abi: morphoAbi, functionName: "liquidate" },
              account: liquidator,
              ...at,
              args: [{ ...parameters, lltv: BigInt(lltv) }, account, 1n, 0n, "0x"],
              stateOverride: [
                {
                  ...{ address: parameters.oracle, code: ONE_WORD },
                  stateDiff: [{ slot: word(0n), value: word(now) }],
                },
              ],
            }),
          );
        expect(await turnsAt(client, seconds, liquidates), account).toEqual([false, true]);
      }
    }, 120_000);

    test("makes Aave's accounts fit for liquidation at the stated second, in both versions", async () => {
      const chains = new Set<number>();
      const accounts = new Set<Address>();
      for (const { account, market, facts, seconds, client } of timed("aave-v3")) {
        const [deployment] = facts.aaveV3;
        const debt = positionsOf(market, "debt")[0];
        const collateral = positionsOf(market, "collateral")[0];
        // Prices stay, also of a source that lets a rate grow with time.
        const stateOverride: StateOverride = await Promise.all(
          market.liquidationPrices.map(async ({ asset, oraclePriceNow }: Json) => ({
            address: await client.readContract({
              ...{ address: deployment!.oracle, abi: oracleAbi, args: [tokenOf(asset)] },
              functionName: "getSourceOfAsset",
            }),
            code: ONE_WORD,
            stateDiff: [{ slot: word(0n), value: word(BigInt(oraclePriceNow)) }],
          })),
        );
        const pool = { address: deployment!.pool, abi: poolAbi, stateOverride } as const;
        const factors: bigint[] = [];
        const liquidates = async (at: object) => {
          const question = encodeFunctionData({
            ...{ abi: poolAbi, functionName: "getUserAccountData", args: [account] },
          });
          const { data } = await client.call({
            ...{ to: deployment!.pool, data: question, stateOverride: [...stateOverride], ...at },
          });
          factors.push(
            decodeFunctionResult({
              ...{ abi: poolAbi, functionName: "getUserAccountData", data: data! },
            })[5],
          );
          return succeeds(() =>
            client.simulateContract({
              ...{ ...pool, functionName: "liquidationCall", account: liquidator, ...at },
              args: [tokenOf(collateral.asset), tokenOf(debt.asset), account, maxUint256, false],
            }),
          );
        };
        expect(await turnsAt(client, seconds, liquidates), account).toEqual([false, true]);
        const [before, then] = factors;
        expect(before).toBeGreaterThanOrEqual(10n ** 18n);
        expect(then).toBeLessThan(10n ** 18n);
        chains.add(facts.chainId);
        accounts.add(account);
      }
      expect(chains.size).toBe(2);
      expect(accounts).toContain(aaveBorrower);
    }, 120_000);
  });
}
