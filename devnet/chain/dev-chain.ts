import {
  type Abi,
  type Address,
  createPublicClient,
  encodeDeployData,
  getContractAddress,
  type Hex,
  http,
  numberToHex,
  type PublicClient,
} from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { linkBytecode } from "../solidity/link-bytecode.ts";
import { jsonRpc } from "./json-rpc.ts";
import { revertReason } from "./revert-reason.ts";

export type Transaction = {
  from: Address;
  /** Absent for a deployment. */
  to?: Address;
  data: Hex;
  valueWei?: bigint;
  /** Says in errors what this was to do. */
  label: string;
  /** The transaction is meant to fail, and the block is wrong when it does not. */
  expectRevert?: boolean;
};

export type MinedTransaction = {
  label: string;
  hash: Hex;
  reverted: boolean;
  logs: readonly EventLog[];
};

export type MinedBlock = {
  number: number;
  timestamp: number;
  transactions: readonly MinedTransaction[];
};

type EventLog = { address: Address; topics: [] | [Hex, ...Hex[]]; data: Hex };

type RpcReceipt = { transactionHash: Hex; status: Hex; logs: EventLog[] };

/** Below the limit of one transaction since Osaka, above what any deployment here needs. */
const transactionGas = 16_000_000;
const gwei = 1_000_000_000;

/**
 * A local chain whose blocks are made one by one. `send` and `deploy` put transactions into the next
 * block in the order of the calls, with nonces of our own, so that a deployment's address is known
 * before it is mined; `mine` makes the block and checks every transaction in it.
 */
export type DevChain = {
  name: string;
  chainId: number;
  url: string;
  client: PublicClient;
  send(transaction: Transaction): void;
  deploy(parameters: {
    from: Address;
    artifact: Artifact;
    args?: readonly unknown[];
    libraries?: Readonly<Record<string, Address>>;
    label: string;
  }): Promise<Address>;
  /** Who has a transaction waiting for the next block. */
  pendingSenders(): readonly Address[];
  /**
   * @param parameters.timestamp Unix seconds of the block, later than its parent's.
   * @param parameters.onFailure Told of a transaction that did not end as meant, where others use
   * the chain as well; without it that is an error.
   */
  mine(parameters: {
    timestamp: number;
    onFailure?: ((message: string) => void) | undefined;
  }): Promise<MinedBlock>;
};

/** Opens a chain that runs at `url` and mines only on demand. Every sender must be unlocked there. */
export function openDevChain(parameters: { name: string; chainId: number; url: string }): DevChain {
  const { name, chainId, url } = parameters;
  const client = createPublicClient({
    transport: http(url, { timeout: 60_000, batch: { wait: 0 } }),
  });
  const nonces = new Map<Address, number>();
  let queue: { transaction: Transaction; nonce: number | undefined }[] = [];

  async function fetchNonces(senders: Iterable<Address>): Promise<void> {
    const wanted = [...new Set(senders)].filter((sender) => !nonces.has(sender));
    const counts = await jsonRpc({
      url,
      calls: wanted.map((sender) => ({
        method: "eth_getTransactionCount",
        params: [sender, "pending"],
      })),
    });
    for (const [index, sender] of wanted.entries()) nonces.set(sender, Number(counts[index]));
  }

  async function nextNonce(sender: Address): Promise<number> {
    await fetchNonces([sender]);
    await assignNonces();
    const nonce = nonces.get(sender)!;
    nonces.set(sender, nonce + 1);
    return nonce;
  }

  /** Gives the queued transactions that have none their nonces, in the order they were queued. */
  async function assignNonces(): Promise<void> {
    const waiting = queue.filter((entry) => entry.nonce === undefined);
    await fetchNonces(waiting.map(({ transaction }) => transaction.from));
    for (const entry of waiting) {
      entry.nonce = nonces.get(entry.transaction.from)!;
      nonces.set(entry.transaction.from, entry.nonce + 1);
    }
  }

  const mine: DevChain["mine"] = async ({ timestamp, onFailure }) => {
    await assignNonces();
    const sent = queue;
    queue = [];
    nonces.clear();
    const hashes = (await jsonRpc({
      url,
      calls: sent.map(({ transaction, nonce }, index) => ({
        method: "eth_sendTransaction",
        params: [rpcTransaction({ transaction, nonce: nonce!, tipGwei: sent.length - index })],
      })),
    })) as Hex[];
    await jsonRpc({ url, calls: [{ method: "evm_mine", params: [{ timestamp }] }] });
    const [block, receipts] = (await jsonRpc({
      url,
      calls: [
        { method: "eth_getBlockByNumber", params: ["latest", false] },
        { method: "eth_getBlockReceipts", params: ["latest"] },
      ],
    })) as [{ number: Hex; timestamp: Hex }, RpcReceipt[]];
    const byHash = new Map(receipts.map((receipt) => [receipt.transactionHash, receipt]));
    const transactions = await Promise.all(
      sent.map(async ({ transaction }, index): Promise<MinedTransaction> => {
        const hash = hashes[index]!;
        const receipt = byHash.get(hash);
        const problem = await outcomeProblem({ url, hash, receipt, transaction });
        if (problem !== undefined) {
          const message = `On ${name}, in block ${Number(block.number)}, "${transaction.label}" ${problem}.`;
          if (onFailure === undefined) {
            throw new BallastError(message, { code: "devnet-transaction" });
          }
          onFailure(message);
        }
        return {
          label: transaction.label,
          hash,
          reverted: receipt?.status !== "0x1",
          logs: receipt?.logs ?? [],
        };
      }),
    );
    return { number: Number(block.number), timestamp: Number(block.timestamp), transactions };
  };

  return {
    name,
    chainId,
    url,
    client,
    send: (transaction) => {
      queue.push({ transaction, nonce: undefined });
    },
    async deploy({ from, artifact, args = [], libraries = {}, label }) {
      const bytecode = linkBytecode({ artifact, libraries });
      const data = encodeDeployData({ abi: artifact.abi as Abi, bytecode, args });
      const nonce = await nextNonce(from);
      queue.push({ transaction: { from, data, label }, nonce });
      return getContractAddress({ from, nonce: BigInt(nonce) }).toLowerCase() as Address;
    },
    pendingSenders: () => queue.map(({ transaction }) => transaction.from),
    mine,
  };
}

/** How a mined transaction's end differs from what was meant, or undefined. */
async function outcomeProblem(parameters: {
  url: string;
  hash: Hex;
  receipt: RpcReceipt | undefined;
  transaction: Transaction;
}): Promise<string | undefined> {
  const { url, hash, receipt, transaction } = parameters;
  if (receipt === undefined) return "was not mined";
  const reverted = receipt.status !== "0x1";
  if (reverted === (transaction.expectRevert ?? false)) return undefined;
  return reverted
    ? `failed: ${await revertReason({ url, hash })}`
    : "succeeded, though it must fail";
}

/** The tip falls within a block, so that the block keeps the order in which we queued. */
function rpcTransaction(parameters: {
  transaction: Transaction;
  nonce: number;
  tipGwei: number;
}): Record<string, string | undefined> {
  const { transaction, nonce, tipGwei } = parameters;
  const { from, to, data, valueWei = 0n } = transaction;
  return {
    from,
    to,
    data,
    value: numberToHex(valueWei),
    nonce: numberToHex(nonce),
    gas: numberToHex(transactionGas),
    maxPriorityFeePerGas: numberToHex(tipGwei * gwei),
    maxFeePerGas: numberToHex((tipGwei + 10) * gwei),
  };
}
