import type { BridgedToken } from "../../../config/network.ts";
import type { SampledView } from "../samples/sampled-call.ts";

/** A bridged token as the methodology names it. */
export type MethodologyBridgedToken = Omit<BridgedToken, "home" | "remote"> & {
  home: Omit<BridgedToken["home"], "startBlock">;
  remote: readonly Omit<BridgedToken["remote"][number], "startBlock">[];
};

/** An end of a bridge: what its home chain keeps in escrow, or what a remote chain has of the token. */
export type BridgeEnd = {
  bridgedId: string;
  role: "escrow" | "remote";
  chainId: number;
  decimals: number;
  view: SampledView;
};

/** Every end of a bridged token, the escrow first. */
export function bridgeEnds({ id, home, remote }: MethodologyBridgedToken): BridgeEnd[] {
  return [
    {
      bridgedId: id,
      role: "escrow",
      chainId: home.chainId,
      decimals: home.decimals,
      view: { contract: home.token, call: { functionName: "balanceOf", args: [home.escrow] } },
    },
    ...remote.map(
      ({ chainId, token, decimals }): BridgeEnd => ({
        bridgedId: id,
        role: "remote",
        chainId,
        decimals,
        view: { contract: token, call: { functionName: "totalSupply", args: [] } },
      }),
    ),
  ];
}
