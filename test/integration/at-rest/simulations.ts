import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  pad,
  parseAbi,
  toFunctionSelector,
  toHex,
} from "viem";
import { beforeAll, describe, expect, test } from "vitest";
import { makerVatAbi } from "../../../abis/maker.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import * as aave from "../../../devnet/aave-v3/pool-transactions.ts";
import { jugAbi, vatAbi } from "../../../devnet/maker/maker-abi.ts";
import { vatCalls } from "../../../devnet/maker/maker-calls.ts";
import { morphoActionsAbi } from "../../../devnet/morpho-blue/morpho-admin-abi.ts";
import {
  type LocalMarket,
  marketParams,
  morphoCall,
  setOraclePrice,
} from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";
import { comptrollerAdminAbi } from "../../../devnet/venus/venus-abi.ts";
import { vTokenCall } from "../../../devnet/venus/venus-transactions.ts";
import { createContractReader } from "../../../src/api/chains/create-contract-reader.ts";
import { releasableCollateral } from "../../../src/api/liquidation/releasable-collateral.ts";
import type { BlockReference } from "../../../src/core/block-vector.ts";
import { formatFixed, RAY } from "../../../src/core/fixed-point.ts";
import { parseAssetCaip19 } from "../../../src/core/identifiers.ts";
import type { AccountMarket } from "../../../src/core/position.ts";
import { protocolAdapters } from "../../../src/protocols/adapters.ts";
import type { IndexWorld } from "../../support/index-world.ts";
import { actAs } from "../../support/liquidation/act-as.ts";
import type {
  AccountView,
  Json,
  RestingWorld,
} from "../../support/liquidation/open-liquidation-world.ts";

/*
 * What the API says that a market would do, beside what the real contracts do when the account itself
 * acts: in one call at the answer's own block, so that interest is the same to the second. And what a
 * market is said to release: so much goes out, one unit more does not.
 */
type Call = Parameters<typeof actAs>[2][number];
type Action = { kind: string; asset: string; amount: bigint; decimals: number };

const poolViewsAbi = parseAbi([
  "function getUserAccountData(address user) view returns (uint256, uint256, uint256, uint256, uint256, uint256)",
]);

let world: IndexWorld;
let views: readonly AccountView[];

const factsOf = (chainId: number): ManifestChain =>
  world.manifest.chains.find((one) => one.chainId === chainId)!;
const tokenOf = (asset: string) => parseAssetCaip19(asset as never).token;
const raw = (position: Json) => BigInt(position.amount.raw);
const isMintable = ({ tokens }: ManifestChain, token: Address) =>
  tokens.some(({ address, mint }) => address === token && mint.minter === null);

/** Every market of a protocol in which an account has a debt that is not liquidatable yet. */
function loansOf(protocol: string) {
  return views.flatMap(({ address, chainId, at, markets }) =>
    markets
      .filter((market) => market.protocol === protocol && market.health !== null)
      .filter(({ health }) => health.totalDebt.raw !== "0" && !health.liquidatable)
      .map((market) => ({ facts: factsOf(chainId), account: address, chainId, at, market })),
  );
}

/** Collateral up and down, a loan, its half repaid, and one that is too much: odd amounts, all of them. */
function actionsOn(facts: ManifestChain, market: Json): Action[] {
  const usable = market.positions.filter(({ asset }: Json) => isMintable(facts, tokenOf(asset)));
  const collateral = usable.find(
    ({ kind, securesDebt, wrappedIn }: Json) =>
      kind === "collateral" &&
      securesDebt &&
      (wrappedIn === undefined || market.protocol === "venus"),
  );
  const debt = usable.find(({ kind }: Json) => kind === "debt");
  if (collateral === undefined || debt === undefined) return [];
  const action = (kind: string, { asset, amount }: Json, share: bigint): Action => ({
    ...{ kind, asset, decimals: amount.decimals },
    amount: (BigInt(amount.raw) * share) / 1_000n + 13n,
  });
  return [
    action("deposit", collateral, 171n),
    action("borrow", debt, 33n),
    action("withdraw", collateral, 97n),
    action("repay", debt, 511n),
    action("withdraw", collateral, 1_003n),
    action("borrow", debt, 5_000n),
    action("borrow", debt, 7n),
  ];
}

async function simulate(
  { account, chainId, at, market }: { account: Address; chainId: number; at: string; market: Json },
  actions: readonly Action[],
  holder?: Address,
): Promise<Json> {
  const response = await fetch(
    `${world.ponder().url}/v1/accounts/eip155:${chainId}:${account}/simulate`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(30_000),
      body: JSON.stringify({
        at,
        actions: actions.map(({ kind, asset, amount, decimals }) => ({
          ...{ kind, asset, chain: `eip155:${chainId}`, marketId: market.marketId, holder },
          amount: formatFixed(amount, decimals),
        })),
      }),
    },
  );
  const body: Json = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  const marketIds = ({ markets }: Json) => markets.map((one: Json) => one.chain + one.marketId);
  expect(marketIds(body.after)).toEqual(marketIds(body.before));
  return {
    refused: body.refused.map((one: Json) => one.action),
    after: body.after.markets.find(
      ({ marketId, positions }: Json) =>
        marketId === market.marketId &&
        (holder === undefined || positions.some((one: Json) => one.holder === holder)),
    ),
  };
}

/** Which of the actions the contracts refuse, and what the account's own view calls give afterwards. */
async function playOut(
  chainId: number,
  account: Address,
  parameters: { spender: Address; before?: readonly Call[]; actions: readonly (Action & Call)[] },
  reads: readonly Call[],
) {
  const { spender, before = [], actions } = parameters;
  const tokens = [...new Set(actions.map(({ asset }) => tokenOf(asset)))];
  const funding = tokens.flatMap((token) => [
    mintToken({ token, from: account, to: account, amount: 10n ** 30n }),
    approveToken({ token, owner: account, spender }),
  ]);
  const first = [...funding, ...before];
  const answers = await actAs(world.client(chainId), account, [...first, ...actions, ...reads]);
  expect(answers.slice(0, first.length).every(({ succeeded }) => succeeded)).toBe(true);
  const acted = answers.slice(first.length, first.length + actions.length);
  return {
    refused: acted.flatMap(({ succeeded }, index) => (succeeded ? [] : [index])),
    read: answers.slice(first.length + actions.length),
  };
}

/** What the API says that a market would do, beside what the real contracts do. */
export function simulations(open: () => RestingWorld): void {
  beforeAll(() => {
    ({ world, views } = open());
  });

  describe("a simulation", () => {
    test("is what Aave's pool does and says afterwards, in both versions", async () => {
      const chains = new Set<number>();
      let refusals = 0;
      for (const loan of loansOf("aave-v3")) {
        const { facts, account, chainId, market } = loan;
        const { pool } = facts.aaveV3[0]!;
        const actions = actionsOn(facts, market);
        if (actions.length === 0) continue;
        const call = ({ kind, asset, amount }: Action): Call => {
          const act = { pool, from: account, asset: tokenOf(asset), amount };
          if (kind === "deposit") return aave.supply(act);
          if (kind === "withdraw") return aave.withdraw(act);
          return kind === "borrow" ? aave.borrow(act) : aave.repay(act);
        };
        const question = { abi: poolViewsAbi, functionName: "getUserAccountData" } as const;
        const { refused, read } = await playOut(
          ...([chainId, account] as const),
          { spender: pool, actions: actions.map((one) => ({ ...one, ...call(one) })) },
          [{ to: pool, data: encodeFunctionData({ ...question, args: [account] }) }],
        );
        const simulated = await simulate(loan, actions);
        expect(simulated.refused).toEqual(refused);
        const { health } = simulated.after;
        expect(
          [
            ...[health.totalCollateral, health.totalDebt, health.availableBorrows],
            ...[health.liquidationThreshold, health.loanToValue, health.healthFactor],
          ].map((quantity) => BigInt(quantity.raw)),
        ).toEqual(decodeFunctionResult({ ...question, data: read[0]!.data }));
        chains.add(chainId);
        refusals += refused.length;
      }
      expect(chains.size).toBe(2);
      expect(refusals).toBeGreaterThan(4);
    });

    test("is what Morpho does, and states the price at which it then liquidates", async () => {
      let compared = 0;
      for (const loan of loansOf("morpho-blue")) {
        const { facts, account, chainId, market } = loan;
        const { morpho, markets } = facts.morphoBlue[0]!;
        const { lltv, ...named } = markets.find(({ id }) => market.marketId.endsWith(id))!;
        const local: LocalMarket = { ...named, lltvWad: BigInt(lltv) };
        const actions = actionsOn(facts, market);
        if (actions.length === 0) continue;
        const params = marketParams(local);
        const at = { morpho, from: account };
        const call = ({ kind, amount }: Action): Call => {
          if (kind === "deposit") {
            const args = [params, amount, account, "0x"] as const;
            return morphoCall({ ...at, functionName: "supplyCollateral", args });
          }
          if (kind === "repay") {
            const args = [params, amount, 0n, account, "0x"] as const;
            return morphoCall({ ...at, functionName: "repay", args });
          }
          if (kind === "withdraw") {
            const args = [params, amount, account, account] as const;
            return morphoCall({ ...at, functionName: "withdrawCollateral", args });
          }
          const args = [params, amount, 0n, account, account] as const;
          return morphoCall({ ...at, functionName: "borrow", args });
        };
        const position = { abi: morphoActionsAbi, functionName: "position" } as const;
        const play = (reads: readonly Call[]) =>
          playOut(
            ...([chainId, account] as const),
            { spender: morpho, actions: actions.map((one) => ({ ...one, ...call(one) })) },
            reads,
          );
        const { refused, read } = await play([
          { to: morpho, data: encodeFunctionData({ ...position, args: [local.id, account] }) },
        ]);
        const [, shares, collateral] = decodeFunctionResult({ ...position, data: read[0]!.data });
        const simulated = await simulate(loan, actions);
        expect(simulated.refused).toEqual(refused);
        const [pledged, owed] = ["collateral", "debt"].map((kind) =>
          simulated.after.positions.find((one: Json) => one.kind === kind && one.securesDebt),
        );
        expect(raw(pledged)).toBe(collateral);
        const [stated] = simulated.after.liquidationPrices;
        const safe = BigInt(stated.oraclePrice);
        const liquidate = morphoCall({
          ...{ ...at, functionName: "liquidate", args: [params, account, 1n, 0n, "0x"] },
        });
        const repay = morphoCall({
          ...{ ...at, functionName: "repay", args: [params, 0n, shares, account, "0x"] },
        });
        const { read: verdicts } = await play([
          setOraclePrice({ from: account, market: local, price: safe }),
          liquidate,
          setOraclePrice({ from: account, market: local, price: safe - 1n }),
          liquidate,
        ]);
        expect(verdicts.map(({ succeeded }) => succeeded)).toEqual([true, false, true, true]);
        const { read: repaid } = await play([repay]);
        const question = { abi: morphoActionsAbi, functionName: "repay" } as const;
        expect(raw(owed)).toBe(decodeFunctionResult({ ...question, data: repaid[0]!.data })[0]);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(1);
    });

    test("is what Maker's Vat does, up to the last unit that it lends", async () => {
      const question = { abi: vatAbi, functionName: "urns" } as const;
      let compared = 0;
      for (const loan of loansOf("maker")) {
        const { facts, chainId, market } = loan;
        const { vat, jug } = facts.maker[0]!;
        const [collateral] = market.positions.filter(
          ({ kind, securesDebt }: Json) => kind === "collateral" && securesDebt,
        );
        const debt = market.positions.find(({ kind }: Json) => kind === "debt");
        const { holder } = collateral;
        const ilk = pad(toHex(market.marketId.split(":").at(-1)), { dir: "right", size: 32 });
        const toWad = 10n ** BigInt(18 - collateral.amount.decimals);
        // What moves no debt does not drip in a simulation either: the loan comes first.
        const drip = {
          to: jug,
          data: encodeFunctionData({ abi: jugAbi, functionName: "drip", args: [ilk] }),
        };
        const frob = (ink: bigint, art: bigint): Call => ({
          to: vat,
          data: vatCalls.frob(ilk, holder, ink, art),
        });
        /** The Vat's urn and ilk after calls of the holder, and which of these failed. */
        const play = async (calls: readonly Call[]) => {
          const answers = await actAs(world.client(chainId), holder, [
            drip,
            ...calls,
            { to: vat, data: encodeFunctionData({ ...question, args: [ilk, holder] }) },
            {
              to: vat,
              data: encodeFunctionData({ abi: vatAbi, functionName: "ilks", args: [ilk] }),
            },
          ]);
          const [urn, state] = answers.slice(-2).map(({ data }) => data);
          const [ink, art] = decodeFunctionResult({ ...question, data: urn! });
          const [, rate, spot] = decodeFunctionResult({
            ...{ abi: vatAbi, functionName: "ilks", data: state! },
          });
          const acted = answers.slice(1, -2);
          const refused = acted.flatMap(({ succeeded }, index) => (succeeded ? [] : [index]));
          return { ink, art, rate, spot, refused };
        };
        const { rate } = await play([]);
        /** As DssProxyActions draws and wipes: so much art pays so much DAI out, or takes it back. */
        const calls = (actions: readonly Action[]): Call[] =>
          actions.map(({ kind, amount }) => {
            switch (kind) {
              case "deposit":
                return frob(amount * toWad, 0n);
              case "withdraw":
                return frob(-amount * toWad, 0n);
              case "borrow":
                return frob(0n, (amount * RAY + rate - 1n) / rate);
              default:
                return frob(0n, -((amount * RAY) / rate));
            }
          });
        const action = (kind: string, amount: bigint): Action => {
          const { asset, amount: of } =
            kind === "deposit" || kind === "withdraw" ? collateral : debt;
          return { kind, asset, amount, decimals: of.decimals };
        };
        const share = (position: Json, thousandths: bigint) =>
          (raw(position) * thousandths) / 1_000n + 13n;
        const expectSame = async (actions: readonly Action[]) => {
          const played = await play(calls(actions));
          const simulated = await simulate(loan, actions, holder);
          expect(simulated.refused).toEqual(played.refused);
          compared += 1;
          // What is refused has not dripped either.
          if (played.refused.length === actions.length) return played;
          const { health, positions } = simulated.after;
          const { ink, art, spot } = played;
          const [kept, owed] = ["collateral", "debt"].map((kind) =>
            positions.find((one: Json) => one.kind === kind && one.holder === holder),
          );
          expect(raw(kept)).toBe(ink / toWad);
          expect(raw(owed)).toBe((art * rate + RAY - 1n) / RAY);
          expect(BigInt(health.totalDebt.raw)).toBe(art * rate);
          expect(BigInt(health.availableBorrows.raw)).toBe(
            ink * spot > art * rate ? ink * spot - art * rate : 0n,
          );
          expect(health.liquidatable).toBe(ink * spot < art * rate);
          return played;
        };
        const { refused } = await expectSame([
          action("borrow", share(debt, 33n)),
          action("repay", share(debt, 21n)),
          action("withdraw", share(collateral, 17n)),
          action("deposit", share(collateral, 11n)),
          action("borrow", share(debt, 100_000n)),
          action("repay", share(debt, 3_000n)),
        ]);
        expect(refused.slice(-2)).toEqual([4, 5]);
        if (refused.length > 2) continue;

        // The last unit of DAI that the collateral carries.
        const now = await play([]);
        const most = (((now.ink * now.spot) / rate - now.art) * rate) / RAY;
        expect((await expectSame([action("borrow", most)])).refused).toEqual([]);
        expect((await expectSame([action("borrow", most + 1n)])).refused).toEqual([0]);
      }
      expect(compared).toBeGreaterThan(5);
    }, 60_000);

    test("is what Venus' vTokens and Comptroller do and say afterwards", async () => {
      let compared = 0;
      for (const loan of loansOf("venus")) {
        const { facts, account, chainId, market } = loan;
        const pool = facts.venus.find(({ id }) => market.marketId.endsWith(`:${id}`))!;
        const actions = actionsOn(facts, market);
        if (actions.length === 0) continue;
        const vTokenOf = (asset: string) =>
          pool.markets.find(({ underlying }) => underlying === tokenOf(asset))!.vToken;
        const names = { deposit: "mint", withdraw: "redeemUnderlying", borrow: "borrow" } as const;
        const call = ({ kind, asset, amount }: Action): Call =>
          vTokenCall({
            ...{ from: account, vToken: vTokenOf(asset), args: [amount] },
            functionName: names[kind as keyof typeof names] ?? "repayBorrow",
          });
        const tokens = [...new Set(actions.map(({ asset }) => asset))];
        const question = { abi: comptrollerAdminAbi, functionName: "getBorrowingPower" } as const;
        const shortfall = {
          abi: comptrollerAdminAbi,
          functionName: "getAccountLiquidity",
        } as const;
        const { comptroller } = pool;
        const { refused, read } = await playOut(
          ...([chainId, account] as const),
          {
            spender: comptroller,
            before: tokens.map((asset) =>
              approveToken({ token: tokenOf(asset), owner: account, spender: vTokenOf(asset) }),
            ),
            actions: actions.map((one) => ({ ...one, ...call(one) })),
          },
          [
            { to: comptroller, data: encodeFunctionData({ ...question, args: [account] }) },
            { to: comptroller, data: encodeFunctionData({ ...shortfall, args: [account] }) },
          ],
        );
        const simulated = await simulate(loan, actions);
        expect(simulated.refused).toEqual(refused);
        const { health } = simulated.after;
        const [, power] = decodeFunctionResult({ ...question, data: read[0]!.data });
        expect(BigInt(health.availableBorrows.raw)).toBe(power);
        const [, , missing] = decodeFunctionResult({ ...shortfall, data: read[1]!.data });
        expect(health.liquidatable).toBe(missing > 0n);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(1);
    });
  });

  describe("what a market is said to release goes out, and one unit more does not", () => {
    test("at Aave, in both versions", async () => {
      const compared = new Map<number, number>();
      for (const release of await releasesOf("aave-v3")) {
        const { facts, account, market } = release;
        if (market.rule === undefined) continue;
        const { pool, reserves } = facts.aaveV3.find(
          ({ id }) => market.marketId === `aave-v3:${id}`,
        )!;
        const done = await releases(
          release,
          (asset, amount) => aave.withdraw({ pool, from: account, asset, amount }),
          async (asset, amount) => {
            const { aToken } = reserves.find((one) => one.asset === asset)!;
            const held = await world.client(facts.chainId).readContract({
              ...{ address: asset, abi: balanceAbi, functionName: "balanceOf", args: [aToken] },
            });
            return held >= amount;
          },
        );
        compared.set(facts.chainId, (compared.get(facts.chainId) ?? 0) + done);
      }
      expect([...compared.values()].filter((count) => count > 3)).toHaveLength(2);
    });

    test("at Morpho", async () => {
      let compared = 0;
      for (const release of await releasesOf("morpho-blue")) {
        const { facts, account, market } = release;
        if (market.rule === undefined) continue;
        const { morpho, markets } = facts.morphoBlue[0]!;
        const { lltv, ...named } = markets.find(({ id }) => market.marketId.endsWith(id))!;
        const params = marketParams({ ...named, lltvWad: BigInt(lltv) });
        const pledged = market.positions.filter(
          ({ kind, securesDebt }) => kind === "debt" || securesDebt,
        );
        compared += await releases(
          { ...release, market: { ...market, positions: pledged } },
          (_asset, amount) =>
            morphoCall({
              ...{ morpho, from: account, functionName: "withdrawCollateral" },
              args: [params, amount, account, account],
            }),
        );
      }
      expect(compared).toBeGreaterThan(1);
    });

    test("at Maker", async () => {
      let compared = 0;
      for (const release of await releasesOf("maker")) {
        const { facts, market } = release;
        const { vat } = facts.maker[0]!;
        const name = market.marketId.split(":").at(-1);
        const ilk = pad(toHex(name!), { dir: "right", size: 32 });
        const [{ holder, decimals } = { holder: vat, decimals: 18 }] = market.positions;
        if (market.rule === undefined) continue;
        compared += await releases(release, (_asset, amount) => ({
          to: vat,
          data: encodeFunctionData({
            ...{ abi: makerVatAbi, functionName: "frob" },
            args: [ilk, holder, holder, holder, -amount * 10n ** BigInt(18 - decimals), 0n],
          }),
        }));
      }
      expect(compared).toBeGreaterThan(1);
    });

    test("at Venus", async () => {
      let compared = 0;
      for (const release of await releasesOf("venus")) {
        const { facts, account, market } = release;
        if (market.rule === undefined) continue;
        const pool = facts.venus.find(({ id }) => market.marketId.endsWith(`:${id}`))!;
        const vTokenOf = (asset: Address) =>
          pool.markets.find(({ underlying }) => underlying === asset)!.vToken;
        compared += await releases(
          release,
          (asset, amount) =>
            vTokenCall({
              ...{ from: account, vToken: vTokenOf(asset), args: [amount] },
              functionName: "redeemUnderlying",
            }),
          async (asset, amount) => {
            const held = await world.client(facts.chainId).readContract({
              ...{ address: asset, abi: balanceAbi, functionName: "balanceOf" },
              args: [vTokenOf(asset)],
            });
            return held >= amount;
          },
        );
      }
      expect(compared).toBeGreaterThan(1);
    });
  });
}

/** Of VToken.sol: there is not so much in the market. */
const NOT_AT_HAND = toFunctionSelector("RedeemTransferOutNotPossible()");

type Release = { facts: ManifestChain; account: Address; market: AccountMarket };

/** The markets with debt of a protocol as its adapter reads them at the newest block. */
async function releasesOf(protocol: string): Promise<Release[]> {
  const found: Release[] = [];
  for (const chain of world.network.chains) {
    const client = world.client(chain.chainId);
    const { number, hash, timestamp } = await client.getBlock();
    const block: BlockReference = {
      ...{ chainId: chain.chainId, number, hash, timestampSeconds: Number(timestamp) },
    };
    const contracts = createContractReader({
      clients: new Map([[chain.chainId, client as never]]),
      batch: true,
    });
    const adapter = protocolAdapters.find(({ name }) => name === protocol)!;
    await world.database.withSnapshot(async (facts) => {
      const accounts = await adapter.readAccounts({ facts, chain, block });
      const markets = await adapter.readMarkets({ facts, contracts, chain, block, accounts });
      for (const market of markets) {
        if (!market.positions.some(({ kind }) => kind === "debt")) continue;
        found.push({ facts: factsOf(chain.chainId), account: market.account, market });
      }
    });
  }
  return found;
}

/** What is said to be released goes out, alone and together; one unit more of it does not. */
async function releases(
  { facts, account, market }: Release,
  withdraw: (asset: Address, amount: bigint) => Call,
  hasAtHand: (asset: Address, amount: bigint) => Promise<boolean> = async () => true,
): Promise<number> {
  const client = world.client(facts.chainId);
  const actor = market.protocol === "maker" ? market.positions[0]!.holder : account;
  const takeOut = (...taken: [asset: Address, amount: bigint][]) =>
    actAs(
      client,
      actor,
      taken.map((one) => withdraw(...one)),
    );
  const goesOut = async (...taken: Parameters<typeof takeOut>) =>
    (await takeOut(...taken)).every(({ succeeded }) => succeeded);
  const released = releasableCollateral(market).filter(
    ({ securesDebt }) => market.protocol !== "maker" || securesDebt,
  );
  let compared = 0;
  for (const { asset, alone } of released) {
    const token = tokenOf(asset);
    expect(alone).not.toBeNull();
    expect(await goesOut([token, alone! + 1n])).toBe(false);
    if (alone === 0n || !(await hasAtHand(token, alone!))) continue;
    expect(await goesOut([token, alone!])).toBe(true);
    compared += 1;
  }
  const together = released.filter(({ joint }) => joint! > 0n);
  if (together.length < 2) return compared;
  const orders = permutations(
    together.map(({ asset, joint }): [Address, bigint] => [tokenOf(asset), joint!]),
  );
  const tried = await Promise.all(orders.map((order) => takeOut(...order)));
  const works = tried.some((answers) => answers.every(({ succeeded }) => succeeded));
  const refusals = tried.map((answers) =>
    answers.filter(({ succeeded }) => !succeeded).map(({ data }) => data),
  );
  const isAtHand = !refusals.some(
    (all) => all.length > 0 && all.every((one) => one === NOT_AT_HAND),
  );
  if (!works && !isAtHand) return compared;
  expect(works, JSON.stringify(refusals)).toBe(true);
  return compared + 1;
}

function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, index) =>
    permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
  );
}

const balanceAbi = parseAbi(["function balanceOf(address owner) view returns (uint256)"]);
