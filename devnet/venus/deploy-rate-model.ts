import type { Address } from "viem";
import type { VenusArtifacts } from "./prepare-venus.ts";
import type { VenusMarketParameters } from "./venus-pools.ts";

/** Queues a market's interest rate model. */
export function deployRateModel(parameters: {
  deploy: (name: keyof VenusArtifacts, args: readonly unknown[]) => Promise<Address>;
  market: VenusMarketParameters;
  accessControl: Address;
  /** 0 where rates are per second. */
  blocksPerYear: bigint;
}): Promise<Address> {
  const { deploy, market, accessControl, blocksPerYear } = parameters;
  const { rates } = market;
  const time = [blocksPerYear === 0n, blocksPerYear];
  return rates.kind === "jump"
    ? deploy("JumpRateModelV2", [
        ...[rates.base, rates.multiplier, rates.jump, rates.kink, accessControl],
        ...time,
      ])
    : deploy("TwoKinksInterestRateModel", [
        ...[rates.base, rates.multiplier, rates.kink1, rates.multiplier2],
        ...[rates.base2, rates.kink2, rates.jump],
        ...time,
      ]);
}
