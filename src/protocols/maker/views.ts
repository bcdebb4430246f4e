import type { Address, Hex } from "viem";
import {
  makerCatActionsAbi,
  makerJugViewsAbi,
  makerSpotterViewsAbi,
  makerVatViewsAbi,
} from "../../../abis/maker-views.ts";
import type { MakerDeployment } from "../../../config/network.ts";
import type { ReadPlace } from "../protocol-adapter.ts";

export type MakerViews = ReturnType<typeof makerViewsAt>;

/** The views of a Vat and of what works on it, at a block; null where a contract fails. */
export function makerViewsAt({
  contracts,
  block,
  deployment,
}: Pick<ReadPlace, "contracts" | "block"> & { deployment: MakerDeployment }) {
  const atVat = { block, address: deployment.vat, abi: makerVatViewsAbi } as const;
  const atJug = { block, address: deployment.jug, abi: makerJugViewsAbi } as const;
  const atSpotter = { block, address: deployment.spotter, abi: makerSpotterViewsAbi } as const;
  const drips = new Map<Hex, Promise<bigint | null>>();
  const drip = async (ilk: Hex): Promise<bigint | null> => {
    const dripped = await contracts.attempt({ ...atJug, functionName: "drip", args: [ilk] });
    if (dripped.succeeded) return dripped.value;
    return (await contracts.read({ ...atVat, functionName: "ilks", args: [ilk] }))?.[1] ?? null;
  };
  return {
    live: () => contracts.read({ ...atVat, functionName: "live", args: [] }),
    ilk: (ilk: Hex) => contracts.read({ ...atVat, functionName: "ilks", args: [ilk] }),
    urn: (ilk: Hex, urn: Address) =>
      contracts.read({ ...atVat, functionName: "urns", args: [ilk, urn] }),
    gem: (ilk: Hex, usr: Address) =>
      contracts.read({ ...atVat, functionName: "gem", args: [ilk, usr] }),
    dai: (usr: Address) => contracts.read({ ...atVat, functionName: "dai", args: [usr] }),
    sin: (usr: Address) => contracts.read({ ...atVat, functionName: "sin", args: [usr] }),
    fee: (ilk: Hex) => contracts.read({ ...atJug, functionName: "ilks", args: [ilk] }),
    spotter: (ilk: Hex) => contracts.read({ ...atSpotter, functionName: "ilks", args: [ilk] }),
    /** The rate that a drip in the block would leave: the stored one where nobody can drip. */
    drip(ilk: Hex): Promise<bigint | null> {
      const rate = drips.get(ilk) ?? drip(ilk);
      drips.set(ilk, rate);
      return rate;
    },
    /**
     * Whether the newest Cat finds the urn unsafe, whatever else may stop it from biting; null where
     * there is none that judges any more.
     */
    async isUnsafe(ilk: Hex, urn: Address): Promise<boolean | null> {
      const cat = deployment.cats.at(-1);
      if (cat === undefined) return null;
      const bite = await contracts.attempt({
        block,
        address: cat,
        abi: makerCatActionsAbi,
        functionName: "bite",
        args: [ilk, urn],
      });
      if (bite.succeeded) return true;
      if (bite.reason?.includes("Cat/not-live")) return null;
      return !bite.reason?.includes("Cat/not-unsafe");
    },
  };
}
