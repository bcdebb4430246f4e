import type { Address } from "viem";
import type { Network, PerpV2Deployment } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";

export const PERP_V2 = "perp-v2";

/** The margin silo of a clearing house, such as `perp-v2:main`: every market shares one margin. */
export function perpV2MarketId({ id }: Pick<PerpV2Deployment, "id">): string {
  return `${PERP_V2}:${id}`;
}

/**
 * The deployment that a contract belongs to; its events do not name it.
 * @throws RangeError for a contract that the network does not have.
 */
export function deploymentOf(
  network: Network,
  { chainId, contract }: { chainId: number; contract: Address },
): PerpV2Deployment {
  const deployment = chainOfNetwork(network, chainId).perpV2.find((one) =>
    [
      ...[one.clearingHouse, one.vault, one.accountBalance, one.exchange],
      ...[one.marketRegistry, one.collateralManager, one.insuranceFund],
    ].some((address) => lowerCase(address) === lowerCase(contract)),
  );
  if (deployment === undefined)
    throw new RangeError(`${contract} belongs to no Perp v2 on chain ${chainId}.`);
  return deployment;
}

export function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
