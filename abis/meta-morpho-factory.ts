import { parseAbi } from "viem";

/** The factory of MetaMorpho vaults: EventsLib.sol of morpho-org/metamorpho. */
export const metaMorphoFactoryAbi = parseAbi([
  "event CreateMetaMorpho(address indexed metaMorpho, address indexed caller, address initialOwner, uint256 initialTimelock, address indexed asset, string name, string symbol, bytes32 salt)",
]);
