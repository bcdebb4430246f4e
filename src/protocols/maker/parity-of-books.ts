import type { Address } from "viem";
import type { ParityCheck } from "../../core/parity.ts";
import { makerDaiMarketId, makerMarketId } from "./deployments.ts";
import type { ComparedVat } from "./parity.ts";
import { noDai, noUrn } from "./state.ts";

/** The Vat's books of every holder: urns and collateral of each ilk, DAI and sin. */
export async function bookChecks(compared: ComparedVat): Promise<ParityCheck[]> {
  const found = await Promise.all(
    [...compared.accountOf].map(async ([holder, account]) => [
      ...(await daiChecks(compared, holder, account)),
      ...(await ilkChecks(compared, holder, account)),
    ]),
  );
  return found.flat();
}

async function daiChecks(
  { vat, views, books }: ComparedVat,
  holder: Address,
  account: Address,
): Promise<ParityCheck[]> {
  const [dai, sin] = await Promise.all([views.dai(holder), views.sin(holder)]);
  const row = books.dai.find((one) => one.vat === vat.address && one.holder === holder) ?? noDai;
  const place = { marketId: makerDaiMarketId(vat.deployment), account };
  return [
    { ...place, what: `Vat.dai(${holder})`, indexed: row.daiRad, contract: dai },
    { ...place, what: `Vat.sin(${holder})`, indexed: row.sinRad, contract: sin },
  ];
}

async function ilkChecks(
  { vat, views, books, ilks }: ComparedVat,
  holder: Address,
  account: Address,
): Promise<ParityCheck[]> {
  const found = await Promise.all(
    ilks.map(async ({ ilk }): Promise<ParityCheck[]> => {
      const [urn, gem] = await Promise.all([views.urn(ilk, holder), views.gem(ilk, holder)]);
      const of = <Row extends { vat: Address; ilk: string }>(row: Row) =>
        row.vat === vat.address && row.ilk === ilk;
      const own = books.urns.find((one) => of(one) && one.urn === holder) ?? noUrn;
      const free = books.gems.find((one) => of(one) && one.holder === holder)?.gem ?? 0n;
      const marketId = makerMarketId(vat.deployment, ilk);
      const name = marketId.split(":").at(-1);
      const place = { marketId, account };
      return [
        {
          ...place,
          what: `Vat.urns(${name}, ${holder}).ink`,
          indexed: own.ink,
          contract: urn?.[0] ?? null,
        },
        {
          ...place,
          what: `Vat.urns(${name}, ${holder}).art`,
          indexed: own.art,
          contract: urn?.[1] ?? null,
        },
        { ...place, what: `Vat.gem(${name}, ${holder})`, indexed: free, contract: gem },
      ];
    }),
  );
  return found.flat();
}
