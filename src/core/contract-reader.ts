import type {
  Abi,
  AbiStateMutability,
  Address,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hex,
} from "viem";
import type { BlockReference } from "./block-vector.ts";

type View = "pure" | "view";

/** What came of a call that was only tried; `reason` is the text of its revert, null where it gives none. */
export type Attempt<Value> =
  | { succeeded: true; value: Value }
  | { succeeded: false; reason: string | null };

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
  /**
   * What a function would do and answer at the block, of which nothing stays: for verdicts and amounts
   * that a contract shows only by acting.
   * @param parameters.before Calls that are made first, by the same caller in the same block; where
   * one fails, so does the attempt.
   * @param parameters.from Who calls; nobody in particular where it is absent. Not with `before`.
   * @throws BallastError `chain-unreadable` as `read`.
   */
  attempt<
    const abi extends Abi,
    functionName extends ContractFunctionName<abi>,
    const args extends ContractFunctionArgs<abi, AbiStateMutability, functionName>,
  >(parameters: {
    block: BlockReference;
    address: Address;
    abi: abi;
    functionName: functionName;
    args: args;
    from?: Address | undefined;
    before?: readonly { to: Address; data: Hex }[] | undefined;
  }): Promise<Attempt<ContractFunctionReturnType<abi, AbiStateMutability, functionName, args>>>;
};
