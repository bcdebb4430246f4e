import type { Address, Hex } from "viem";
import { hexToString, stringToHex } from "viem";
import type { MakerDeployment, Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";

/**
 * The Vat that a Jug, Spotter, Cat or Dog works on; their calls and events do not name it.
 * @throws RangeError for a contract that the network does not have.
 */
export function vatOf(
  network: Network,
  { chainId, contract }: { chainId: number; contract: Address },
): Address {
  const deployment = chainOfNetwork(network, chainId).maker.find(({ jug, spotter, cats, dogs }) =>
    [jug, spotter, ...cats, ...dogs].some((one) => lowerCase(one) === lowerCase(contract)),
  );
  if (deployment === undefined)
    throw new RangeError(`${contract} belongs to no Vat on chain ${chainId}.`);
  return lowerCase(deployment.vat);
}

/** The market of an ilk, such as `maker:mcd:ETH-A`; an ilk that is not text is written in hex. */
export function makerMarketId({ id }: Pick<MakerDeployment, "id">, ilk: Hex): string {
  const name = hexToString(ilk, { size: 32 });
  return `maker:${id}:${/^[\x21-\x7e]+$/.test(name) ? name : ilk}`;
}

/** The market of DAI inside the Vat, which is of no ilk. */
export function makerDaiMarketId({ id }: Pick<MakerDeployment, "id">): string {
  return `maker:${id}:dai`;
}

/** The markets of a deployment that the methodology lists. */
export function makerMarketIds(deployment: MakerDeployment): string[] {
  const { ilks } = deployment;
  return [
    ...ilks.map((name) => makerMarketId(deployment, stringToHex(name, { size: 32 }))),
    makerDaiMarketId(deployment),
  ];
}

export function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
