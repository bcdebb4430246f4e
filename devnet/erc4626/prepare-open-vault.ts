import type { Artifact } from "../solidity/artifact.ts";
import { compileOwnContract } from "../solidity/compile-own-contract.ts";

/** OpenZeppelin's ERC-4626 vault, made concrete. */
export function prepareOpenVault(parameters: { log: (line: string) => void }): Promise<Artifact> {
  return compileOwnContract({ path: "devnet/erc4626/OpenVault.sol", ...parameters });
}
