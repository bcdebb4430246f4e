import { ponder } from "ponder:registry";
import { type Address, stringToHex } from "viem";
import type { Network } from "../../../config/network.ts";
import { RAY } from "../../core/fixed-point.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { type Entry, updateIlk, updateSystem } from "./books.ts";
import { vatOf } from "./deployments.ts";

const DUTY = stringToHex("duty", { size: 32 });
const BASE = stringToHex("base", { size: 32 });
const MAT = stringToHex("mat", { size: 32 });

type Call = { trace: { to: Address | null }; block: { number: bigint } };

/** Stability fees (jug.sol) and liquidation ratios (spot.sol). */
export function registerParameters(network: Network): void {
  ponder.on("MakerJug.init()", async ({ event, context }) => {
    const [ilk] = event.args;
    const change = { dutyRay: RAY, dripAtSeconds: event.block.timestamp };
    await updateIlk(context, { ...entryOf(network, context, event), ilk, change: () => change });
  });

  ponder.on(
    "MakerJug.file(bytes32 ilk, bytes32 what, uint256 data)",
    async ({ event, context }) => {
      const [ilk, what, data] = event.args;
      if (what !== DUTY) return;
      const entry = entryOf(network, context, event);
      await updateIlk(context, { ...entry, ilk, change: () => ({ dutyRay: data }) });
    },
  );

  ponder.on("MakerJug.file(bytes32 what, uint256 data)", async ({ event, context }) => {
    const [what, data] = event.args;
    if (what !== BASE) return;
    const entry = entryOf(network, context, event);
    await updateSystem(context, { ...entry, change: { baseRay: data } });
  });

  // The new rate comes by the fold that a drip does.
  ponder.on("MakerJug.drip()", async ({ event, context }) => {
    const [ilk] = event.args;
    const change = { dripAtSeconds: event.block.timestamp };
    await updateIlk(context, { ...entryOf(network, context, event), ilk, change: () => change });
  });

  ponder.on("MakerSpotter.file()", async ({ event, context }) => {
    const [ilk, what, data] = event.args;
    if (what !== MAT) return;
    const entry = entryOf(network, context, event);
    await updateIlk(context, { ...entry, ilk, change: () => ({ matRay: data }) });
  });
}

function entryOf(network: Network, context: IndexingContext, { trace, block }: Call): Entry {
  if (trace.to === null) throw new RangeError("A call of the Jug or Spotter names no contract.");
  const vat = vatOf(network, { chainId: context.chain.id, contract: trace.to });
  return { vat, blockNumber: block.number };
}
