import type { Address } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { ReserveParameters } from "./reserve-parameters.ts";

const rayPerBps = 10n ** 23n;

/** Queues a DefaultReserveInterestRateStrategy; its stable-rate parameters have no effect here. */
export function deployInterestRateStrategy(parameters: {
  chain: DevChain;
  deployer: Address;
  artifact: Artifact;
  poolAddressesProvider: Address;
  rates: Pick<ReserveParameters, "optimalUsageBps" | "baseRateBps" | "slope1Bps" | "slope2Bps">;
  symbol: string;
}): Promise<Address> {
  const { chain, deployer, artifact, poolAddressesProvider, rates, symbol } = parameters;
  const { optimalUsageBps, baseRateBps, slope1Bps, slope2Bps } = rates;
  const stable = [slope1Bps, slope2Bps, 200n, 800n, 2_000n] as const;
  return chain.deploy({
    from: deployer,
    artifact,
    args: [
      poolAddressesProvider,
      ...[optimalUsageBps, baseRateBps, slope1Bps, slope2Bps, ...stable].map(
        (bps) => bps * rayPerBps,
      ),
    ],
    label: `deploy the interest rate strategy of ${symbol}`,
  });
}
