import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import { makerDaiMarketId, makerMarketId } from "./deployments.ts";
import type { ComparedVat } from "./parity.ts";
import type { Ilk } from "./read-ilks.ts";

/** Whether the Vat lives, and each ilk's debt, rate and parameters. */
export async function ilkChecks(compared: ComparedVat): Promise<ParityCheck[]> {
  const { vat, views } = compared;
  const live = await views.live();
  const checks = await Promise.all([...vat.ilks.values()].map((ilk) => checksOf(compared, ilk)));
  return [
    {
      marketId: makerDaiMarketId(vat.deployment),
      account: null,
      what: "Vat.live()",
      indexed: vat.live,
      contract: live === null ? null : live === 1n,
    },
    ...checks.flat(),
  ];
}

async function checksOf({ vat, views }: ComparedVat, ilk: Ilk): Promise<ParityCheck[]> {
  const marketId = makerMarketId(vat.deployment, ilk.ilk);
  const name = marketId.split(":").at(-1);
  const [state, fee, spotter, dripped] = await Promise.all([
    views.ilk(ilk.ilk),
    views.fee(ilk.ilk),
    views.spotter(ilk.ilk),
    views.drip(ilk.ilk),
  ]);
  const check = (what: string, indexed: ParityValue, contract: ParityValue | undefined) => ({
    marketId,
    account: null,
    what,
    indexed,
    contract: contract ?? null,
  });
  return [
    check(`Vat.ilks(${name}).Art`, ilk.totalArt, state?.[0]),
    check(`Vat.ilks(${name}).rate`, ilk.rateRay, state?.[1]),
    check(`Vat.ilks(${name}).spot`, ilk.spotRay, state?.[2]),
    check(`Vat.ilks(${name}).dust`, ilk.dustRad, state?.[4]),
    check(`Jug.ilks(${name}).duty`, ilk.dutyRay, fee?.[0]),
    check(`Jug.ilks(${name}).rho`, ilk.dripAtSeconds, fee?.[1]),
    check(`Spotter.ilks(${name}).mat`, ilk.matRay, spotter?.[1]),
    check(`Jug.drip(${name})`, ilk.drippedRateRay, dripped),
  ];
}
