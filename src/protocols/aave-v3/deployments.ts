import type { Address } from "viem";
import type { AaveV3Deployment, Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";

/**
 * The pool that a configurator governs, lower case; its events do not name it.
 * @throws RangeError for a configurator that the network does not have.
 */
export function poolOfConfigurator(network: Network) {
  return (context: { chain: { id: number } }, configurator: Address): Address => {
    const chainId = context.chain.id;
    const market = chainOfNetwork(network, chainId).aaveV3.find(
      ({ poolConfigurator }) => poolConfigurator.toLowerCase() === configurator.toLowerCase(),
    );
    if (market === undefined)
      throw new RangeError(`Configurator ${configurator} is of no market on chain ${chainId}.`);
    return market.pool.toLowerCase() as Address;
  };
}

/** A market's id among all of its chain. */
export function aaveV3MarketId({ id }: Pick<AaveV3Deployment, "id">): string {
  return `aave-v3:${id}`;
}
