import type { Address, Hex } from "viem";
import { pad, toHex } from "viem";
import { createFakeDatabase } from "./fake-database.ts";
import { forgetHandlers, handlerOf } from "./ponder-registry.ts";

/** What a contract answers to a view function, at whichever block. */
export type ContractAnswers = Record<string, unknown | ((...args: readonly unknown[]) => unknown)>;

/** An address made of a small number, for readable tests. */
export function addressOf(number: number): Address {
  return pad(toHex(number), { size: 20 });
}

/**
 * Runs registered handlers on a fake database. `answers` are what contracts return, by
 * `<address>.<function>`; what is not there reverts as a missing contract does.
 */
export function createHandlerHarness(parameters: {
  chainId: number;
  register: () => void;
  answers?: ContractAnswers;
}) {
  forgetHandlers();
  parameters.register();
  const { db, rows } = createFakeDatabase();
  const answers: ContractAnswers = { ...parameters.answers };
  const reads: string[] = [];
  let logIndex = 0;

  const context = {
    chain: { id: parameters.chainId },
    db,
    client: {
      async readContract(call: { address: Address; functionName: string; args?: unknown[] }) {
        const name = `${call.address}.${call.functionName}`;
        reads.push(name);
        if (!(name in answers)) {
          const error = new Error(`The contract function "${call.functionName}" returned no data.`);
          error.name = "ContractFunctionZeroDataError";
          throw error;
        }
        const answer = answers[name];
        const value = typeof answer === "function" ? answer(...(call.args ?? [])) : answer;
        if (value instanceof Error) throw value;
        return value;
      },
    },
  };
  const blockOf = (number: number) => ({
    number: BigInt(number),
    timestamp: BigInt(timeOfBlock(number)),
    hash: pad(toHex(number), { size: 32 }),
    parentHash: pad(toHex(number - 1), { size: 32 }),
  });

  return {
    answers,
    /** Names of the views read so far, in order. */
    reads,
    rows,
    /** Runs the handler of a log; logs get rising indexes. */
    async log(
      name: string,
      log: { address: Address; block: number; args: Record<string, unknown> },
    ): Promise<{ logIndex: number; transactionHash: Hex }> {
      logIndex += 1;
      const transactionHash = pad(toHex(logIndex), { size: 32 });
      await handlerOf(name)({
        event: {
          args: log.args,
          block: blockOf(log.block),
          log: { address: log.address, logIndex },
          transaction: { hash: transactionHash },
        },
        context,
      });
      return { logIndex, transactionHash };
    },
    /** Runs the handler of a call that took effect. */
    async call(
      name: string,
      call: { from: Address; to: Address; block: number; args: readonly unknown[] },
    ): Promise<void> {
      await handlerOf(name)({
        event: {
          args: call.args,
          block: blockOf(call.block),
          trace: { from: call.from, to: call.to },
        },
        context,
      });
    },
    /** Runs a block handler. */
    async block(name: string, number: number): Promise<void> {
      await handlerOf(name)({ event: { block: blockOf(number) }, context });
    },
  };
}

/** Twelve seconds a block, from a round time. */
export function timeOfBlock(number: number): number {
  return 1_700_000_000 + number * 12;
}
