import type { Address } from "viem";
import type { AaveV3Deployment, Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";

/**
 * The market that a configurator governs; its events do not name the pool.
 * @throws RangeError for a configurator that the network does not have.
 */
export function marketOfConfigurator(
  network: Network,
  { chainId, configurator }: { chainId: number; configurator: Address },
): AaveV3Deployment {
  const market = chainOfNetwork(network, chainId).aaveV3.find(
    ({ poolConfigurator }) => poolConfigurator.toLowerCase() === configurator.toLowerCase(),
  );
  if (market === undefined)
    throw new RangeError(`Configurator ${configurator} is of no market on chain ${chainId}.`);
  return market;
}

/** A market's id among all of its chain. */
export function aaveV3MarketId({ id }: Pick<AaveV3Deployment, "id">): string {
  return `aave-v3:${id}`;
}
