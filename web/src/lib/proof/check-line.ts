import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import {
  type BreakdownEntry,
  breakdownHash,
  encodeBreakdownEntry,
  padAddress,
} from "../../../../src/api/attestation/breakdown.ts";
import {
  attestationFlagNames,
  decodeLeaf,
  type Leaf,
  UNKNOWN_DEBT,
} from "../../../../src/api/attestation/leaf.ts";
import { climbMerkleProof } from "../../../../src/api/attestation/merkle-tree.ts";
import type { RootPayload } from "../../../../src/api/attestation/root-payload.ts";
import {
  type AccountId,
  parseAssetCaip19,
  parseChainCaip2,
} from "../../../../src/core/identifiers.ts";
import type { ProofEvidence } from "./proof-evidence.ts";
import {
  judge,
  type LookedAt,
  type Outcome,
  type ProofStep,
  sentence,
  unreached,
} from "./proof-step.ts";

/**
 * Whether the account's line stands under the signed root, and whether its figures and positions are
 * those of the line. The leaf is null where its bytes are none.
 */
export function checkLine(parameters: {
  evidence: ProofEvidence;
  root: RootPayload | null;
  /** Which account was asked for. */
  account: AccountId;
}): { steps: ProofStep[]; leaf: Leaf | null } {
  const { evidence, root, account } = parameters;
  const looked = [{ what: "leaf, 128 bytes", bytes: evidence.leaf.bytes }];
  let bytes: Uint8Array;
  let leaf: Leaf;
  try {
    bytes = hexToBytes(evidence.leaf.bytes as Hex);
    leaf = decodeLeaf(bytes);
  } catch (error) {
    return {
      steps: [
        { id: "leaf", verdict: "fails", finding: sentence(error), looked },
        ...unreached(["figures", "proof", "breakdown"], "The leaf cannot be read."),
      ],
      leaf: null,
    };
  }
  return {
    steps: [
      judge("leaf", () => compareAccount(leaf, evidence, account)),
      judge("figures", () => compareFigures(leaf, evidence)),
      root === null
        ? unreached(["proof"], "There is no signed root to lead to.")[0]!
        : judge("proof", () => climb(bytes, evidence, root)),
      judge("breakdown", () => hashPositions(leaf, evidence)),
    ],
    leaf,
  };
}

function compareAccount(leaf: Leaf, evidence: ProofEvidence, account: AccountId): Outcome {
  const namespace =
    account.chainId === undefined ? 0 : wormholeChainIdOf(evidence, account.chainId);
  const looked = [
    { what: "leaf, 128 bytes", bytes: evidence.leaf.bytes },
    { what: "account in the leaf", bytes: leaf.account },
    { what: "namespace in the leaf", bytes: String(leaf.namespace) },
  ];
  if (leaf.account !== padAddress(account.address)) {
    return { verdict: "fails", finding: "The leaf is another account's.", looked };
  }
  if (leaf.namespace !== namespace) {
    const finding = `The leaf is of namespace ${leaf.namespace}; ${namespace} was asked for.`;
    return { verdict: "fails", finding, looked };
  }
  const finding =
    namespace === 0
      ? "The leaf is this account's, as the same owner on every chain."
      : `The leaf is this account's on Wormhole chain ${namespace} alone.`;
  return { verdict: "holds", finding, looked };
}

function compareFigures(leaf: Leaf, { leaf: stated }: ProofEvidence): Outcome {
  const figures: [what: string, signed: string, answer: string][] = [
    ["namespace", String(leaf.namespace), String(stated.namespace)],
    ["value (USD × 10^8)", leaf.value.toString(), stated.value.raw],
    ["gross (USD × 10^8)", leaf.gross.toString(), stated.gross.raw],
    [
      "debt (USD × 10^8)",
      leaf.debt === UNKNOWN_DEBT ? "not known" : leaf.debt.toString(),
      stated.debt === null ? "not known" : stated.debt.raw,
    ],
    ["oldest price", String(leaf.minPriceTimeSeconds), String(stated.minPriceTime)],
    ["flags", attestationFlagNames(leaf.flags).join(", "), stated.flags.join(", ")],
    ["hash of the positions", leaf.breakdownHash, stated.breakdownHash],
  ];
  const differing = figures.filter(([, signed, answer]) => signed !== answer);
  const looked = figures.flatMap(([what, signed, answer]): LookedAt[] =>
    signed === answer
      ? [{ what, bytes: signed === "" ? "none" : signed }]
      : [
          { what: `${what}, in the leaf`, bytes: signed },
          { what: `${what}, as answered`, bytes: answer },
        ],
  );
  if (differing.length === 0) {
    const finding = "The answer's figures are those of the leaf, digit for digit.";
    return { verdict: "holds", finding, looked };
  }
  const names = differing.map(([what]) => what).join(", ");
  return {
    verdict: "fails",
    finding: `The answer's figures are not the leaf's: ${names}.`,
    looked,
  };
}

function climb(bytes: Uint8Array, evidence: ProofEvidence, root: RootPayload): Outcome {
  const { index } = evidence.leaf;
  const proof = evidence.proof.map((hash) => hexToBytes(hash as Hex));
  const { leafCount } = root;
  const hashes = climbMerkleProof({ leafCount, index, leaf: bytes, proof });
  const signed = { what: "signed root", bytes: root.root };
  if (hashes === null) {
    const finding = `A proof of ${proof.length} hashes from leaf ${index} is none in a tree of ${leafCount} leaves.`;
    return { verdict: "fails", finding, looked: [signed] };
  }
  const way = hashes.map((hash, level): LookedAt => {
    const what =
      level === 0
        ? "keccak256(0x00 ‖ leaf)"
        : `level ${level}, with ${(index >>> (level - 1)) % 2 === 1 ? "left" : "right"} sibling ${evidence.proof[level - 1]}`;
    return { what, bytes: bytesToHex(hash) };
  });
  const reached = way.at(-1)!.bytes;
  return {
    verdict: reached === root.root ? "holds" : "fails",
    finding:
      reached === root.root
        ? `Leaf ${index} of ${leafCount} leads over ${proof.length} hashes to the signed root.`
        : "The leaf and its proof lead to another root than the signed one.",
    looked: [...way, signed],
  };
}

function hashPositions(leaf: Leaf, evidence: ProofEvidence): Outcome {
  const entries = evidence.breakdown.map((entry): BreakdownEntry => {
    const chainId = parseChainCaip2(entry.chain);
    const asset = parseAssetCaip19(entry.asset);
    if (asset.chainId !== chainId) throw new Error(`${entry.asset} is not on ${entry.chain}.`);
    return {
      chainId,
      wormholeChainId: wormholeChainIdOf(evidence, chainId),
      ...{ protocol: entry.protocol, marketId: entry.marketId, kind: entry.kind },
      asset: asset.token,
      holder: entry.holder as Address,
      amount: BigInt(entry.amountRaw),
      value: entry.value === null ? null : BigInt(entry.value.raw),
      ...{ haircutBps: entry.haircutBps, securesDebt: entry.securesDebt, locked: entry.locked },
    };
  });
  const computed = breakdownHash(entries);
  const looked = [
    ...entries.map((entry, index) => ({
      what: `position ${index + 1}`,
      bytes: bytesToHex(encodeBreakdownEntry(entry)),
    })),
    { what: "hash of the positions", bytes: computed },
    { what: "hash in the leaf", bytes: leaf.breakdownHash },
  ];
  return computed === leaf.breakdownHash
    ? {
        verdict: "holds",
        finding:
          entries.length === 1
            ? "The one position shown is the one that the leaf is over."
            : `The ${entries.length} positions shown are those that the leaf is over.`,
        looked,
      }
    : { verdict: "fails", finding: "The positions shown are not those of the leaf.", looked };
}

/** Which Wormhole id a chain has is what the answer says: no signed byte tells it. */
function wormholeChainIdOf({ attestation }: ProofEvidence, chainId: number): number {
  const block = attestation.blocks.find(({ chain }) => parseChainCaip2(chain) === chainId);
  if (block === undefined) throw new Error(`Chain ${chainId} is not part of the attestation.`);
  return block.wormholeChainId;
}
