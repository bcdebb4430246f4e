import type { Address } from "viem";
import { mulDivUp, RAY } from "../../core/fixed-point.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { AccountMarket, Position } from "../../core/position.ts";
import { makerDaiMarketId, makerMarketId } from "./deployments.ts";
import type { ComparedVat } from "./parity.ts";
import type { Ilk } from "./read-ilks.ts";

/**
 * What each account is said to have through each holder, and the verdict on it, against what follows
 * from the contracts' views alone.
 */
export async function positionChecks(
  compared: ComparedVat,
  markets: readonly AccountMarket[],
): Promise<ParityCheck[]> {
  const isLive = (await compared.views.live()) === 1n;
  const found = await Promise.all(
    [...compared.accountOf].flatMap(([holder, account]) => [
      daiChecks({ compared, markets, holder, account }),
      ...compared.ilks.map((ilk) => ilkChecks({ compared, markets, holder, account, ilk, isLive })),
    ]),
  );
  return found.flat();
}

type Of = {
  compared: ComparedVat;
  markets: readonly AccountMarket[];
  holder: Address;
  account: Address;
};

async function ilkChecks(parameters: Of & { ilk: Ilk; isLive: boolean }): Promise<ParityCheck[]> {
  const { compared, markets, holder, account, ilk, isLive } = parameters;
  const { vat, views } = compared;
  if (ilk.gem === null) return [];
  const marketId = makerMarketId(vat.deployment, ilk.ilk);
  const name = marketId.split(":").at(-1);
  const market = marketOf(markets, { account, marketId, holder });
  const check = checker({ marketId, account });
  const [urn, gem, state] = await Promise.all([
    views.urn(ilk.ilk, holder),
    views.gem(ilk.ilk, holder),
    views.ilk(ilk.ilk),
  ]);
  if (urn === null || gem === null || state === null) return [];
  const [ink, art] = urn;
  const [, rate, spot] = state;
  const unit = 10n ** BigInt(18 - ilk.gem.decimals);
  const of = `of ${holder} in ${name}`;
  const debt = market?.positions.find(({ kind }) => kind === "debt");
  const checks = [
    check(
      `collateral ${of}`,
      amountOf(market, (one) => one.securesDebt),
      ink / unit,
    ),
    check(
      `free collateral ${of}`,
      amountOf(market, (one) => !one.securesDebt),
      gem / unit,
    ),
  ];
  if (art === 0n) return [...checks, check(`debt ${of}`, debt?.amount ?? 0n, 0n)];
  const dripped = await views.drip(ilk.ilk);
  checks.push(
    check(`debt ${of}`, debt?.amount, dripped === null ? null : mulDivUp(art, dripped, RAY)),
    check(`booked debt ${of}`, debt?.bookedAmount, mulDivUp(art, rate, RAY)),
  );
  const health = market?.health;
  if (!isLive) {
    return [...checks, check(`verdict ${of} after shutdown`, health === null ? null : false, null)];
  }
  const debtRad = art * rate;
  const backedRad = ink * spot;
  const isUnsafe = await views.isUnsafe(ilk.ilk, holder);
  checks.push(
    check(`debt in rad ${of}`, health?.totalDebtBase, debtRad),
    check(
      `what may be drawn ${of}`,
      health?.availableBorrowsBase,
      backedRad > debtRad ? backedRad - debtRad : 0n,
    ),
  );
  if (isUnsafe !== null)
    checks.push(check(`Cat.bite(${name}, ${holder}) is possible`, health?.liquidatable, isUnsafe));
  return checks;
}

async function daiChecks({ compared, markets, holder, account }: Of): Promise<ParityCheck[]> {
  const { vat, views } = compared;
  const marketId = makerDaiMarketId(vat.deployment);
  const market = marketOf(markets, { account, marketId, holder });
  const check = checker({ marketId, account });
  const [dai, sin] = await Promise.all([views.dai(holder), views.sin(holder)]);
  const debt = market?.positions.find(({ kind }) => kind === "debt");
  return [
    check(
      `DAI of ${holder} in the Vat`,
      amountOf(market, () => true),
      dai === null ? null : dai / RAY,
    ),
    check(
      `sin of ${holder} as debt`,
      debt?.amount ?? 0n,
      sin === null ? null : mulDivUp(sin, 1n, RAY),
    ),
  ];
}

function marketOf(
  markets: readonly AccountMarket[],
  { account, marketId, holder }: { account: Address; marketId: string; holder: Address },
): AccountMarket | undefined {
  return markets.find(
    (one) =>
      one.account === account &&
      one.marketId === marketId &&
      one.positions.some((position) => position.holder === holder),
  );
}

function amountOf(market: AccountMarket | undefined, is: (position: Position) => boolean): bigint {
  return (
    market?.positions.find((position) => position.kind === "collateral" && is(position))?.amount ??
    0n
  );
}

function checker(place: Pick<ParityCheck, "marketId" | "account">) {
  return (what: string, indexed: ParityValue | undefined, contract: ParityValue): ParityCheck => ({
    ...place,
    what,
    indexed: indexed ?? null,
    contract,
  });
}
