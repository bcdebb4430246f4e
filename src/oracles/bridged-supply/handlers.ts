import { ponder } from "ponder:registry";
import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { sampleView } from "../samples/sample-view.ts";
import { bridgeEnds } from "./bridged-views.ts";

type Block = { number: bigint; timestamp: bigint };

/**
 * What remote tokens and escrows amount to, as their own tokens say it at the end of each block in
 * which it changed: exact also where a bridge was followed from the middle of its life.
 */
export function registerBridgedSupply(network: Network): void {
  const ends = network.bridgedTokens.flatMap(bridgeEnds);
  const sample = async (context: IndexingContext, block: Block, token: Address | null) => {
    const own = ends.filter(
      ({ chainId, view }) =>
        chainId === context.chain.id &&
        (token === null || view.contract.toLowerCase() === token.toLowerCase()),
    );
    await Promise.all(own.map(({ view }) => sampleView(context, { ...view, block })));
  };

  for (const source of ["BridgedToken", "EscrowedToken"] as const) {
    ponder.on(`${source}:Transfer`, ({ event, context }) =>
      sample(context, event.block, event.log.address),
    );
  }

  ponder.on("BridgedSupplyPoll:block", ({ event, context }) => sample(context, event.block, null));
}
