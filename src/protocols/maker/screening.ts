import type { Address, Hex } from "viem";
import { COUNTS_NOTHING } from "../holdings-reader.ts";
import type { Vat } from "./read-ilks.ts";

/** Whole tokens of wad and of rad. */
export const WAD_FACTOR = "wad";
export const RAD_FACTOR = "rad";

/** `rate`: whole DAI of art, as booked. `price`: the Spotter's. `threshold`: 1 / mat. */
type What = "rate" | "price" | "threshold";

export function factorName(what: What, vat: Address, ilk: Hex): string {
  return `${what}/${vat}/${ilk}`;
}

/** The factors of that name. After shutdown, and before the Spotter knows a ratio, there is no price. */
export function readVatFactors(
  vats: readonly Vat[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const factors = new Map([
    [COUNTS_NOTHING, 0],
    [WAD_FACTOR, 1e-18],
    [RAD_FACTOR, 1e-45],
  ]);
  for (const name of names) {
    const [what, address, id] = name.split("/");
    const vat = vats.find((one) => one.address === address);
    const ilk = vat?.ilks.get(id as Hex);
    if (vat === undefined || ilk === undefined) continue;
    const mat = Number(ilk.matRay) / 1e27;
    if (what === "rate") factors.set(name, Number(ilk.rateRay) / 1e45);
    if (mat === 0 || !vat.live) continue;
    if (what === "price") factors.set(name, (Number(ilk.spotRay) / 1e27) * mat);
    if (what === "threshold") factors.set(name, 1 / mat);
  }
  return factors;
}
