import { ponder } from "ponder:registry";
import { makerCdp, makerOwnerVersion } from "ponder:schema";
import type { Address } from "viem";
import { makerCdpManagerAbi } from "../../../abis/maker.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { lowerCase } from "./deployments.ts";

/** Who controls urns that a CdpManager made, and DSProxies. */
export function registerOwners(): void {
  ponder.on("MakerCdpManager:NewCdp", async ({ event, context }) => {
    const { own, cdp } = event.args;
    const manager = event.log.address;
    const urn = lowerCase(
      await context.client.readContract({
        abi: makerCdpManagerAbi,
        address: manager,
        functionName: "urns",
        args: [cdp],
      }),
    );
    await context.db
      .insert(makerCdp)
      .values({ chainId: context.chain.id, manager, cdp, urn })
      .onConflictDoUpdate({ urn });
    await setOwner(context, { holder: urn, owner: own, blockNumber: event.block.number });
  });

  ponder.on("MakerCdpManager.give()", async ({ event, context }) => {
    const [cdp, dst] = event.args;
    const manager = lowerCase(event.trace.to ?? "0x");
    const vault = await context.db.find(makerCdp, { chainId: context.chain.id, manager, cdp });
    if (vault === null) {
      throw new BallastError(`Vault ${cdp} of manager ${manager} was never opened.`, {
        code: "maker-cdp-unknown",
        remedy: "Its NewCdp lies before the Vat's start block: set that earlier.",
      });
    }
    await setOwner(context, {
      holder: vault.urn,
      owner: lowerCase(dst),
      blockNumber: event.block.number,
    });
  });

  ponder.on("DsProxy:LogSetOwner", async ({ event, context }) => {
    await setOwner(context, {
      holder: event.log.address,
      owner: event.args.owner,
      blockNumber: event.block.number,
    });
  });
}

async function setOwner(
  context: IndexingContext,
  parameters: { holder: Address; owner: Address; blockNumber: bigint },
): Promise<void> {
  const { holder, owner, blockNumber } = parameters;
  await context.db
    .insert(makerOwnerVersion)
    .values({ chainId: context.chain.id, holder, blockNumber, owner })
    .onConflictDoUpdate({ owner });
}
