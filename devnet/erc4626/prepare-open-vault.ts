import type { Artifact } from "../solidity/artifact.ts";
import { prepareOwnContracts } from "../solidity/prepare-own-contracts.ts";

/** OpenZeppelin's ERC-4626 vault, made concrete. */
export async function prepareOpenVault(parameters: {
  log: (line: string) => void;
}): Promise<Artifact> {
  const { OpenVault } = await prepareOwnContracts({
    folder: "devnet/erc4626",
    names: ["OpenVault"],
    ...parameters,
  });
  return OpenVault;
}
