import {
  type Address,
  type DecodeFunctionResultParameters,
  decodeErrorResult,
  decodeFunctionResult,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
  type PublicClient,
  parseAbi,
} from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import { askContract, type ContractAnswer, type ContractCall } from "./ask-contract.ts";
import { decodeCallSequence, encodeCallSequence, type SequencedCall } from "./call-sequence.ts";
import { createCallBatcher } from "./create-call-batcher.ts";

const MAXIMUM_ENTRIES = 50_000;
const errorAbi = parseAbi(["error Error(string reason)"]);

/**
 * Reads contracts from the chains' nodes by block hash. Answers of views, and reverts, are kept in
 * memory, the latest asked ones; equal questions under way are asked once.
 * @param parameters.batch Views asked at the same time go into one call: for many at once.
 */
export function createContractReader(parameters: {
  clients: ReadonlyMap<number, PublicClient>;
  batch?: boolean;
}): ContractReader {
  const known = createBoundedMap<string, Promise<ContractAnswer>>(MAXIMUM_ENTRIES);
  const ask = (block: BlockReference, call: ContractCall) =>
    askContract(parameters.clients.get(block.chainId), block, call);
  const askView = parameters.batch
    ? createCallBatcher(ask)
    : (block: BlockReference, to: Address, data: Hex) => ask(block, { to, data });

  const view = (block: BlockReference, to: Address, data: Hex): Promise<ContractAnswer> => {
    const key = `${block.chainId}:${block.hash}:${to.toLowerCase()}:${data}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = askView(block, to, data);
    known.set(key, answer);
    answer.then(
      ({ lasting }) => lasting || known.delete(key),
      () => known.delete(key),
    );
    return answer;
  };

  return {
    async read({ block, address, abi, functionName, args }) {
      const question = { abi, functionName, args };
      const { data } = await view(
        block,
        address,
        encodeFunctionData(question as unknown as EncodeFunctionDataParameters),
      );
      if (data === null) return null;
      try {
        return decodeFunctionResult({
          ...question,
          data,
        } as unknown as DecodeFunctionResultParameters) as never;
      } catch {
        return null;
      }
    },

    async attempt({ block, address, abi, functionName, args, from, before = [] }) {
      const question = { abi, functionName, args };
      const call = {
        to: address,
        data: encodeFunctionData(question as unknown as EncodeFunctionDataParameters),
      };
      if (from !== undefined && before.length > 0)
        throw new RangeError("An attempt after other calls cannot be made for somebody.");
      const { data, revertData } =
        before.length === 0
          ? await ask(block, { ...call, from })
          : await askLast(ask, block, [...before, call]);
      if (data === null) return { succeeded: false, reason: revertReason(revertData) };
      try {
        const answer = { ...question, data } as unknown as DecodeFunctionResultParameters;
        return { succeeded: true, value: decodeFunctionResult(answer) as never };
      } catch {
        return { succeeded: false, reason: null };
      }
    },
  };
}

/** What the last of several calls gave; the first that fails fails them all. */
async function askLast(
  ask: (block: BlockReference, call: ContractCall) => Promise<ContractAnswer>,
  block: BlockReference,
  calls: readonly SequencedCall[],
): Promise<Pick<ContractAnswer, "data" | "revertData">> {
  const { data } = await ask(block, { data: encodeCallSequence(calls) });
  if (data === null) return { data: null, revertData: null };
  const answers = decodeCallSequence(data, calls.length);
  const failed = answers.find(({ succeeded }) => !succeeded);
  if (failed !== undefined) return { data: null, revertData: failed.data };
  return { data: answers.at(-1)!.data, revertData: null };
}

function revertReason(data: Hex | null): string | null {
  if (data === null || data === "0x") return null;
  try {
    return String(decodeErrorResult({ abi: errorAbi, data }).args[0]);
  } catch {
    return null;
  }
}
