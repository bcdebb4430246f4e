import type { Address, Hex } from "viem";
import { size } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractAnswer, ContractCall } from "./ask-contract.ts";
import { decodeCallSequence, encodeCallSequence } from "./call-sequence.ts";

/** What a program gives back counts as a contract's code, of which EIP-170 allows 24,576 bytes. */
const CALLS_PER_BATCH = 100;
const BYTES_PER_BATCH = 16_000;

type Waiting = {
  to: Address;
  data: Hex;
  resolve(answer: ContractAnswer): void;
  reject(error: unknown): void;
};

/**
 * Puts views that are asked at the same time of the same block into one call. A view that fails in
 * such a batch, for whatever reason, is asked by itself, so that the batch decides nothing but speed.
 * @param ask Makes one call.
 */
export function createCallBatcher(
  ask: (block: BlockReference, call: ContractCall) => Promise<ContractAnswer>,
): (block: BlockReference, to: Address, data: Hex) => Promise<ContractAnswer> {
  const queues = new Map<string, { block: BlockReference; waiting: Waiting[] }>();

  const askAlone = ({ to, data, resolve, reject }: Waiting, block: BlockReference) =>
    ask(block, { to, data }).then(resolve, reject);

  const askTogether = async (block: BlockReference, batch: readonly Waiting[]): Promise<void> => {
    if (batch.length === 1) return void askAlone(batch[0]!, block);
    // Static: a function that changes something must not be seen by the views behind it.
    const { data } = await ask(block, { data: encodeCallSequence(batch, { isStatic: true }) });
    const answers = data === null ? null : decodeCallSequence(data, batch.length);
    for (const [index, one] of batch.entries()) {
      const answer = answers?.[index];
      if (answer?.succeeded && answer.data !== "0x") {
        one.resolve({ data: answer.data, revertData: null, lasting: true });
      } else {
        askAlone(one, block);
      }
    }
  };

  const flush = (key: string) => {
    const queue = queues.get(key);
    queues.delete(key);
    if (queue === undefined) return;
    for (const batch of batchesOf(queue.waiting)) {
      askTogether(queue.block, batch).catch((error: unknown) => {
        for (const one of batch) one.reject(error);
      });
    }
  };

  return (block, to, data) =>
    new Promise((resolve, reject) => {
      const key = `${block.chainId}:${block.hash}`;
      const queue = queues.get(key) ?? { block, waiting: [] };
      if (!queues.has(key)) {
        queues.set(key, queue);
        setImmediate(() => flush(key));
      }
      queue.waiting.push({ to, data, resolve, reject });
    });
}

function batchesOf(waiting: readonly Waiting[]): Waiting[][] {
  const batches: Waiting[][] = [];
  let bytes = 0;
  for (const one of waiting) {
    const last = batches.at(-1);
    bytes += size(one.data);
    if (last === undefined || last.length === CALLS_PER_BATCH || bytes > BYTES_PER_BATCH) {
      batches.push([one]);
      bytes = size(one.data);
    } else {
      last.push(one);
    }
  }
  return batches;
}
