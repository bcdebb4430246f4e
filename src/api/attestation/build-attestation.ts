import { bytesToHex, type Hex } from "viem";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import type { BreakdownEntry } from "./breakdown.ts";
import { ATTESTATION_FLAGS, encodeLeaf, type Leaf } from "./leaf.ts";
import { leavesFromAccountValue } from "./leaf-from-account-value.ts";
import { compareLeaves, requireStrictOrder } from "./leaf-order.ts";
import { buildMerkleTree, hashLeaf, type MerkleTree } from "./merkle-tree.ts";
import { type ChainStatus, encodeRootPayload, type RootPayload } from "./root-payload.ts";

export type AttestedLeaf = {
  leaf: Leaf;
  bytes: Uint8Array;
  breakdown: readonly BreakdownEntry[];
};

/** An attestation before it is published. */
export type Attestation = {
  payload: RootPayload;
  payloadBytes: Uint8Array;
  /** In the order of the tree. */
  leaves: readonly AttestedLeaf[];
  tree: MerkleTree;
};

/**
 * Builds the attestation of all accounts at one block vector. `asOf` is the evaluation time of the
 * vector; the chain table is ascending by Wormhole chain id.
 * @throws BallastError `attestation-malformed` for a value outside its field or an account given twice.
 */
export function buildAttestation(parameters: {
  epoch: bigint;
  configHash: Hex;
  vector: BlockVector;
  wormholeChainIds: ReadonlyMap<number, number>;
  accounts: readonly AccountValue[];
  /** Whether an account is a contract on any chain. */
  isContract: (value: AccountValue) => boolean;
  validitySeconds: number;
  simulated: boolean;
  status: ChainStatus;
}): Attestation {
  const { epoch, configHash, vector, accounts, isContract, simulated, status } = parameters;
  const asOfSeconds = evaluationTimeSeconds(vector);
  const chains = [...vector.values()]
    .map((block) => ({ ...block, wormholeChainId: wormholeChainId(parameters, block.chainId) }))
    .sort((a, b) => a.wormholeChainId - b.wormholeChainId);
  const accountLeaves = accounts
    .flatMap((value) =>
      leavesFromAccountValue({ value, chains, isContract: isContract(value), simulated }),
    )
    .sort((a, b) => compareLeaves(a.leaf, b.leaf));
  requireStrictOrder(accountLeaves.map(({ leaf }) => leaf));
  const leaves = accountLeaves.map(({ leaf, breakdown }) => ({
    leaf,
    bytes: encodeLeaf(leaf),
    breakdown,
  }));
  const tree = buildMerkleTree(leaves.map(({ bytes }) => hashLeaf(bytes)));
  const payload: RootPayload = {
    flags: leaves.reduce(
      (flags, { leaf }) => flags | leaf.flags,
      simulated ? ATTESTATION_FLAGS.simulated : 0,
    ),
    configHash,
    epoch,
    asOfSeconds,
    validUntilSeconds: asOfSeconds + parameters.validitySeconds,
    minPriceTimeSeconds: accountLeaves.reduce(
      (time, { leaf }) => Math.min(time, leaf.minPriceTimeSeconds),
      asOfSeconds,
    ),
    maxPriceTimeSeconds:
      accountLeaves.length === 0
        ? asOfSeconds
        : accountLeaves.reduce((time, leaf) => Math.max(time, leaf.maxPriceTimeSeconds), 0),
    leafCount: leaves.length,
    total: leaves.reduce((total, { leaf }) => total + leaf.value, 0n),
    root: bytesToHex(tree.root),
    chains: chains.map((chain) => ({
      wormholeChainId: chain.wormholeChainId,
      blockNumber: chain.number,
      blockTimeSeconds: chain.timestampSeconds,
      blockHash: chain.hash,
      status,
    })),
  };
  return { payload, payloadBytes: encodeRootPayload(payload), leaves, tree };
}

function wormholeChainId(
  parameters: { wormholeChainIds: ReadonlyMap<number, number> },
  chainId: number,
): number {
  const id = parameters.wormholeChainIds.get(chainId);
  if (id === undefined) throw new RangeError(`Chain ${chainId} has no Wormhole chain id.`);
  return id;
}
