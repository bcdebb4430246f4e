import { bytesToHex, keccak256, stringToBytes } from "viem";
import type { Vaa } from "../../../../src/api/attestation/parse-vaa.ts";
import {
  decodeRootPayload,
  type RootPayload,
} from "../../../../src/api/attestation/root-payload.ts";
import { canonicalJson } from "../../../../src/api/methodology/canonical-json.ts";
import type { ProofEvidence } from "./proof-evidence.ts";
import { judge, type LookedAt, type Outcome, type ProofStep, unreached } from "./proof-step.ts";

/**
 * What the signed message states: read from its own bytes, and compared with what the answer around it
 * says. The statement is null where the message's payload is no root of Ballast.
 */
export function checkStatement(parameters: {
  vaa: Vaa | null;
  evidence: ProofEvidence;
  /** Which epoch was asked for. */
  epoch: string;
  /** The rules that the server shows for the hash; null where they were not read. */
  methodology: unknown;
  nowSeconds: number;
}): { steps: ProofStep[]; root: RootPayload | null } {
  const { vaa, evidence, epoch, methodology, nowSeconds } = parameters;
  if (vaa === null) {
    const because = "There is no message to read it from.";
    return {
      steps: unreached(["payload", "statement", "methodology", "validity"], because),
      root: null,
    };
  }
  let root: RootPayload | null = null;
  const payload = bytesToHex(vaa.payload);
  const payloadStep = judge("payload", () => {
    root = decodeRootPayload(vaa.payload);
    return {
      verdict: "holds",
      finding: `The signed bytes are a root of Ballast (UCA1): epoch ${root.epoch}, ${root.leafCount} accounts, ${root.chains.length} chains.`,
      looked: [{ what: "payload of the message", bytes: payload }],
    };
  }, [{ what: "payload of the message", bytes: payload }]);
  const read = root as RootPayload | null;
  if (read === null) {
    const because = "The signed bytes are no root of Ballast.";
    return {
      steps: [payloadStep, ...unreached(["statement", "methodology", "validity"], because)],
      root: null,
    };
  }
  return {
    steps: [
      payloadStep,
      judge("statement", () => compareStatement({ root: read, payload, evidence, epoch })),
      judge("methodology", () => compareMethodology(read, methodology)),
      judge("validity", () => judgeValidity(read, nowSeconds)),
    ],
    root: read,
  };
}

function compareStatement(parameters: {
  root: RootPayload;
  payload: string;
  evidence: ProofEvidence;
  epoch: string;
}): Outcome {
  const { root, payload, evidence, epoch } = parameters;
  const { attestation } = evidence;
  const stated: [what: string, signed: string, answer: string][] = [
    ["epoch asked for", root.epoch.toString(), epoch],
    ["epoch", root.epoch.toString(), attestation.epoch],
    ["root", root.root, attestation.root],
    ["payload", payload, attestation.payload],
    ["hash of the methodology", root.configHash, attestation.methodology.hash],
    ["as of", String(root.asOfSeconds), String(attestation.asOf)],
    ["valid until", String(root.validUntilSeconds), String(attestation.validUntil)],
    ["accounts", String(root.leafCount), String(attestation.leafCount)],
    ["total (USD × 10^8)", root.total.toString(), attestation.total.raw],
    [
      "blocks (Wormhole chain, number, hash)",
      root.chains
        .map((chain) => `${chain.wormholeChainId} ${chain.blockNumber} ${chain.blockHash}`)
        .join(", "),
      attestation.blocks
        .map((block) => `${block.wormholeChainId} ${block.number} ${block.hash}`)
        .join(", "),
    ],
  ];
  const differing = stated.filter(([, signed, answer]) => signed !== answer);
  const looked = (differing.length === 0 ? stated : differing).flatMap(
    ([what, signed, answer]): LookedAt[] =>
      signed === answer
        ? [{ what, bytes: signed }]
        : [
            { what: `${what}, signed`, bytes: signed },
            { what: `${what}, as answered`, bytes: answer },
          ],
  );
  if (differing.length === 0) {
    const finding = `Epoch, root, times, total and blocks of the answer are those that are signed.`;
    return { verdict: "holds", finding, looked };
  }
  const names = differing.map(([what]) => what).join(", ");
  return { verdict: "fails", finding: `The answer is not what is signed: ${names}.`, looked };
}

function compareMethodology(root: RootPayload, methodology: unknown): Outcome {
  const signed = { what: "hash in the signed bytes", bytes: root.configHash };
  if (methodology === null || methodology === undefined) {
    const finding = "The rules with this hash were not read, so that their hash is not checked.";
    return { verdict: "warns", finding, looked: [signed] };
  }
  const computed = keccak256(stringToBytes(canonicalJson(methodology)));
  const looked = [signed, { what: "hash of the rules that the server shows", bytes: computed }];
  return computed === root.configHash
    ? {
        verdict: "holds",
        finding:
          "The rules that the server shows for this attestation have the hash that is signed.",
        looked,
      }
    : { verdict: "fails", finding: "The rules that the server shows have another hash.", looked };
}

function judgeValidity(root: RootPayload, nowSeconds: number): Outcome {
  const looked = [
    { what: "as of", bytes: String(root.asOfSeconds) },
    { what: "valid until", bytes: String(root.validUntilSeconds) },
    { what: "now, by this device's clock", bytes: String(nowSeconds) },
  ];
  if (nowSeconds > root.validUntilSeconds) {
    const finding = `It expired ${nowSeconds - root.validUntilSeconds} seconds ago: it tells of the past, and a receiver refuses it now.`;
    return { verdict: "warns", finding, looked };
  }
  const finding = `It is valid for ${root.validUntilSeconds - nowSeconds} more seconds.`;
  return { verdict: "holds", finding, looked };
}
