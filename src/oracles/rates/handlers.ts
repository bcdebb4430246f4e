import { ponder } from "ponder:registry";
import type { Address } from "viem";
import type { Network, RateDeployment } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { sampleView } from "../samples/sample-view.ts";
import { viewKey } from "../samples/sampled-call.ts";
import { rateView } from "./rate-source.ts";
import { ensureCap, storeCap } from "./store-cap.ts";

type Block = { number: bigint; timestamp: bigint };

/** What tokens stand for by their rate providers, and the caps that Aave's adapters set for it. */
export function registerRates(network: Network): void {
  const begun = (chainId: number, block: Block) =>
    chainOfNetwork(network, chainId).rates.filter(
      ({ startBlock }) => BigInt(startBlock) <= block.number,
    );
  const sample = async (
    context: IndexingContext,
    block: Block,
    rates: readonly RateDeployment[],
  ) => {
    const views = new Map(
      rates.map(({ source }) => rateView(source)).map((view) => [viewKey(view), view]),
    );
    await Promise.all([...views.values()].map((view) => sampleView(context, { ...view, block })));
  };

  ponder.on("RatePoll:block", async ({ event, context }) => {
    const rates = begun(context.chain.id, event.block);
    await sample(context, event.block, rates);
    const adapters = new Set(rates.flatMap(({ capAdapter }) => capAdapter ?? []));
    await Promise.all(
      [...adapters].map((adapter) => ensureCap(context, { adapter, block: event.block })),
    );
  });

  for (const name of ["TokenRebased", "ExchangeRateUpdated", "Deposit", "Withdraw"] as const) {
    ponder.on(`RateUpdates:${name}`, ({ event, context }) => {
      const rates = begun(context.chain.id, event.block);
      return sample(
        context,
        event.block,
        rates.filter(({ updates }) => updates !== null && isSame(updates, event.log.address)),
      );
    });
  }

  ponder.on("RateCapAdapter:CapParametersUpdated", async ({ event, context }) => {
    const { snapshotRatio, snapshotTimestamp, maxYearlyRatioGrowthPercent } = event.args;
    await storeCap(context, {
      adapter: event.log.address,
      block: event.block,
      terms: {
        snapshotRatio,
        snapshotTimestampSeconds: snapshotTimestamp,
        growthBpsPerYear: maxYearlyRatioGrowthPercent,
      },
    });
  });
}

function isSame(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
