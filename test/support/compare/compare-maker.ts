import type { Address } from "viem";
import type { AccountMarket } from "../../../src/core/position.ts";
import { makerAdapter } from "../../../src/protocols/maker/adapter.ts";
import { makerDaiMarketId, makerMarketId } from "../../../src/protocols/maker/deployments.ts";
import { readAllHolders, readBooks } from "../../../src/protocols/maker/read-books.ts";
import { type Ilk, readVats, type Vat } from "../../../src/protocols/maker/read-ilks.ts";
import type { Check, Comparison, ContractRead } from "../compare-with-contracts.ts";
import { contractsOf } from "./contracts-of.ts";
import { type MakerContracts, makerContractsAt } from "./maker-contracts.ts";

const RAY = 10n ** 27n;
const ceilRay = (rad: bigint) => (rad + RAY - 1n) / RAY;

/**
 * The Vat's books, the Jug's and Spotter's parameters, the drip that the block would apply, and each
 * account's positions through whatever the contracts say acts for it. `accounts` is not looked at:
 * urns and proxies are not people, so every address in the books is compared.
 */
export async function compareMaker(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, chain, block } = comparison;
  const vats = await readVats({ facts, chain, block });
  const reads = await Promise.all(
    vats.map(async (vat): Promise<ContractRead[]> => {
      const of = { facts, block, vats: [vat.address] };
      const holders = [...(await readAllHolders(of))];
      const books = await readBooks({ ...of, holders });
      const accounts = await makerAdapter.readAccounts({ facts, chain, block });
      const markets = await makerAdapter.readMarkets({
        facts,
        contracts: contractsOf(comparison),
        chain,
        block,
        accounts,
      });
      const contracts = makerContractsAt(comparison, vat);
      return [
        ...[...vat.ilks.values()].map((ilk) => () => compareIlk({ ilk, contracts, check })),
        ...holders.map((holder) => async () => {
          const [dai, sin] = [await contracts.dai(holder), await contracts.sin(holder)];
          const row = books.dai.find((one) => one.holder === holder);
          check(`Vat.dai(${holder})`, row?.daiRad ?? 0n, dai);
          check(`Vat.sin(${holder})`, row?.sinRad ?? 0n, sin);
        }),
        ...[...vat.ilks.values()]
          .filter(({ gem }) => gem !== null)
          .flatMap((ilk) =>
            holders.map((holder) => async () => {
              const urn = await contracts.urns(ilk.ilk, holder);
              const gem = await contracts.gem(ilk.ilk, holder);
              const own = books.urns.find((one) => one.urn === holder && one.ilk === ilk.ilk);
              const free = books.gems.find((one) => one.holder === holder && one.ilk === ilk.ilk);
              check(`Vat.urns(${ilk.ilk}, ${holder}).ink`, own?.ink ?? 0n, urn[0]);
              check(`Vat.urns(${ilk.ilk}, ${holder}).art`, own?.art ?? 0n, urn[1]);
              check(`Vat.gem(${ilk.ilk}, ${holder})`, free?.gem ?? 0n, gem);
            }),
          ),
        () => compareMarkets({ vat, holders, markets, contracts, check }),
      ];
    }),
  );
  return reads.flat();
}

async function compareIlk(parameters: {
  ilk: Ilk;
  contracts: MakerContracts;
  check: Check;
}): Promise<void> {
  const { ilk, contracts, check } = parameters;
  const [totalArt, rate, spot] = await contracts.ilks(ilk.ilk);
  check(`Vat.ilks(${ilk.ilk}).Art`, ilk.totalArt, totalArt);
  check(`Vat.ilks(${ilk.ilk}).rate`, ilk.rateRay, rate);
  check(`Vat.ilks(${ilk.ilk}).spot`, ilk.spotRay, spot);
  const [duty, rho] = await contracts.jug(ilk.ilk);
  check(`Jug.ilks(${ilk.ilk}).duty`, ilk.dutyRay, duty);
  check(`Jug.ilks(${ilk.ilk}).rho`, ilk.dripAtSeconds, rho);
  const [, mat] = await contracts.spotter(ilk.ilk);
  check(`Spotter.ilks(${ilk.ilk}).mat`, ilk.matRay, mat);
  check(`Jug.drip(${ilk.ilk})`, ilk.drippedRateRay, await contracts.drip(ilk.ilk));
}

/** What each account is said to have, from the contracts' views alone, against what the adapter says. */
async function compareMarkets(parameters: {
  vat: Vat;
  holders: readonly Address[];
  markets: readonly AccountMarket[];
  contracts: MakerContracts;
  check: Check;
}): Promise<void> {
  const { vat, holders, markets, contracts, check } = parameters;
  const isLive = (await contracts.live()) === 1n;
  check("Vat.live", vat.live, isLive);
  const expected: string[] = [];
  await Promise.all(
    holders.map(async (holder) => {
      const account = await contracts.accountOf(holder);
      const say = (marketId: string, kind: string, amount: bigint) => {
        if (amount > 0n) expected.push([account, marketId, holder, kind, amount].join(" "));
      };
      for (const ilk of vat.ilks.values()) {
        if (ilk.gem === null) continue;
        const marketId = makerMarketId(vat.deployment, ilk.ilk);
        const unit = 10n ** BigInt(18 - ilk.gem.decimals);
        const [ink, art] = await contracts.urns(ilk.ilk, holder);
        say(marketId, "collateral", ink / unit);
        say(marketId, "free", (await contracts.gem(ilk.ilk, holder)) / unit);
        if (art === 0n) continue;
        const [, rate, spot] = await contracts.ilks(ilk.ilk);
        say(marketId, "debt", ceilRay(art * (await contracts.drip(ilk.ilk))));
        say(marketId, "booked", ceilRay(art * rate));
        const health = markets.find(
          (one) =>
            one.marketId === marketId &&
            one.positions.some((position) => position.holder === holder),
        )?.health;
        if (!isLive) {
          check(`health of ${holder} in a system that is shut down`, health, null);
          continue;
        }
        const refusal = await contracts.biteRefusal(ilk.ilk, holder);
        check(
          `Cat.bite(${ilk.ilk}, ${holder}) is possible`,
          health?.liquidatable,
          refusal === null || !refusal.includes("Cat/not-unsafe"),
        );
        check(`debt of ${holder} in rad`, health?.totalDebtBase, art * rate);
        check(
          `what ${holder} may draw`,
          health?.availableBorrowsBase,
          ink * spot > art * rate ? ink * spot - art * rate : 0n,
        );
      }
      say(makerDaiMarketId(vat.deployment), "free", (await contracts.dai(holder)) / RAY);
      say(makerDaiMarketId(vat.deployment), "debt", ceilRay(await contracts.sin(holder)));
    }),
  );
  const stated = markets.flatMap(({ account, marketId, positions }) =>
    positions.flatMap(({ kind, securesDebt, amount, bookedAmount, holder }) => {
      const say = (what: string, of: bigint) => [account, marketId, holder, what, of].join(" ");
      const name = kind === "collateral" && !securesDebt ? "free" : kind;
      return [
        say(name, amount),
        ...(bookedAmount === undefined ? [] : [say("booked", bookedAmount)]),
      ];
    }),
  );
  check("positions of all accounts", stated.sort().join("\n"), expected.sort().join("\n"));
}
