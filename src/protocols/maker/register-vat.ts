import { ponder } from "ponder:registry";
import { type Address, stringToHex } from "viem";
import { addToDai, addToGem, addToUrn, type Entry, updateIlk, updateSystem } from "./books.ts";
import { lowerCase } from "./deployments.ts";
import { ensureGemJoin } from "./ensure-gem-join.ts";
import { changeTotalArt, foldRate, freshIlkDebt } from "./state.ts";

const SPOT = stringToHex("spot", { size: 32 });
const DUST = stringToHex("dust", { size: 32 });

type VatCall = { trace: { to: Address | null; from: Address }; block: { number: bigint } };

/** The Vat's books, by every call to the Vat that changes them (vat.sol). */
export function registerVat(): void {
  ponder.on("MakerVat.init()", async ({ event, context }) => {
    const [ilk] = event.args;
    await updateIlk(context, { ...entryOf(event), ilk, change: () => freshIlkDebt });
  });

  ponder.on("MakerVat.file()", async ({ event, context }) => {
    const [ilk, what, data] = event.args;
    if (what !== SPOT && what !== DUST) return;
    const change = what === SPOT ? { spotRay: data } : { dustRad: data };
    await updateIlk(context, { ...entryOf(event), ilk, change: () => change });
  });

  ponder.on("MakerVat.cage()", async ({ event, context }) => {
    await updateSystem(context, { ...entryOf(event), change: { live: false } });
  });

  ponder.on("MakerVat.slip()", async ({ event, context }) => {
    const [ilk, usr, wad] = event.args;
    const entry = entryOf(event);
    await ensureGemJoin(context, { ...entry, ilk, join: lowerCase(event.trace.from) });
    await addToGem(context, { ...entry, ilk, holder: lowerCase(usr), wad });
  });

  ponder.on("MakerVat.flux()", async ({ event, context }) => {
    const [ilk, src, dst, wad] = event.args;
    const entry = entryOf(event);
    // One after the other, so that a move to oneself changes nothing.
    await addToGem(context, { ...entry, ilk, holder: lowerCase(src), wad: -wad });
    await addToGem(context, { ...entry, ilk, holder: lowerCase(dst), wad });
  });

  ponder.on("MakerVat.move()", async ({ event, context }) => {
    const [src, dst, rad] = event.args;
    const entry = entryOf(event);
    await addToDai(context, { ...entry, holder: lowerCase(src), daiRad: -rad });
    await addToDai(context, { ...entry, holder: lowerCase(dst), daiRad: rad });
  });

  ponder.on("MakerVat.frob()", async ({ event, context }) => {
    const [ilk, u, v, w, dink, dart] = event.args;
    const entry = entryOf(event);
    const urn = lowerCase(u);
    await addToUrn(context, { ...entry, ilk, urn, change: { ink: dink, art: dart } });
    const { rateRay } = await updateIlk(context, {
      ...entry,
      ilk,
      change: (before) => changeTotalArt(before, dart),
    });
    await addToGem(context, { ...entry, ilk, holder: lowerCase(v), wad: -dink });
    await addToDai(context, { ...entry, holder: lowerCase(w), daiRad: rateRay * dart });
  });

  ponder.on("MakerVat.fork()", async ({ event, context }) => {
    const [ilk, src, dst, dink, dart] = event.args;
    const entry = entryOf(event);
    const given = { ink: -dink, art: -dart };
    const taken = { ink: dink, art: dart };
    await addToUrn(context, { ...entry, ilk, urn: lowerCase(src), change: given });
    await addToUrn(context, { ...entry, ilk, urn: lowerCase(dst), change: taken });
  });

  ponder.on("MakerVat.grab()", async ({ event, context }) => {
    const [ilk, u, v, w, dink, dart] = event.args;
    const entry = entryOf(event);
    const urn = lowerCase(u);
    await addToUrn(context, { ...entry, ilk, urn, change: { ink: dink, art: dart } });
    const { rateRay } = await updateIlk(context, {
      ...entry,
      ilk,
      change: (before) => changeTotalArt(before, dart),
    });
    await addToGem(context, { ...entry, ilk, holder: lowerCase(v), wad: -dink });
    await addToDai(context, { ...entry, holder: lowerCase(w), sinRad: -rateRay * dart });
  });

  ponder.on("MakerVat.heal()", async ({ event, context }) => {
    const [rad] = event.args;
    // The contract heals its caller, which no argument names.
    const holder = lowerCase(event.trace.from);
    await addToDai(context, { ...entryOf(event), holder, daiRad: -rad, sinRad: -rad });
  });

  ponder.on("MakerVat.suck()", async ({ event, context }) => {
    const [u, v, rad] = event.args;
    const entry = entryOf(event);
    await addToDai(context, { ...entry, holder: lowerCase(u), sinRad: rad });
    await addToDai(context, { ...entry, holder: lowerCase(v), daiRad: rad });
  });

  ponder.on("MakerVat.fold()", async ({ event, context }) => {
    const [ilk, u, rateChangeRay] = event.args;
    const entry = entryOf(event);
    const after = await updateIlk(context, {
      ...entry,
      ilk,
      change: (before) => foldRate(before, rateChangeRay),
    });
    const daiRad = after.totalArt * rateChangeRay;
    await addToDai(context, { ...entry, holder: lowerCase(u), daiRad });
  });
}

function entryOf({ trace, block }: VatCall): Entry {
  if (trace.to === null) throw new RangeError("A call of the Vat names no contract.");
  return { vat: lowerCase(trace.to), blockNumber: block.number };
}
