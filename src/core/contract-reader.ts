import type {
  Abi,
  Address,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
} from "viem";
import type { BlockReference } from "./block-vector.ts";

type View = "pure" | "view";

/**
 * Asks contracts what no log says, at one block by its hash: the same question at the same block has
 * the same answer for ever, so answers are kept. Only for amounts that events do not determine.
 */
export type ContractReader = {
  /**
   * What a view function answers at the block; null where the contract itself fails: it reverts, is
   * not there, or answers in another shape.
   * @throws BallastError `chain-unreadable` where no node of the chain answers for the block.
   */
  read<
    const abi extends Abi,
    functionName extends ContractFunctionName<abi, View>,
    const args extends ContractFunctionArgs<abi, View, functionName>,
  >(parameters: {
    block: BlockReference;
    address: Address;
    abi: abi;
    functionName: functionName;
    args: args;
  }): Promise<ContractFunctionReturnType<abi, View, functionName, args> | null>;
};
