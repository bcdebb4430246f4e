import { type Address, type Hex, parseAbi } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";

const abi = parseAbi([
  "function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)",
]);
const CONFIRMED = "0x1626ba7e";

/**
 * Whether a contract account stands by a signature at a block (ERC-1271); not where it fails or where
 * there is no contract. A contract may answer otherwise at another block.
 * @throws BallastError `chain-unreadable` where no node of the chain answers for the block.
 */
export async function isSignedByContract(parameters: {
  contracts: Pick<ContractReader, "read">;
  block: BlockReference;
  address: Address;
  digest: Hex;
  signature: Hex;
}): Promise<boolean> {
  const { contracts, block, address, digest, signature } = parameters;
  const answer = await contracts.read({
    ...{ block, address, abi, functionName: "isValidSignature" },
    args: [digest, signature],
  });
  return answer === CONFIRMED;
}
