import { bytesToHex, type Hex, hexToBytes } from "viem";
import { padAddress } from "../../../../src/api/attestation/breakdown.ts";
import { checkVaa, guardianQuorum } from "../../../../src/api/attestation/check-vaa.ts";
import { parseVaa, type Vaa } from "../../../../src/api/attestation/parse-vaa.ts";
import type { RecoverAddress } from "../../../../src/api/attestation/recover-address-portable.ts";
import type { ProofEvidence } from "./proof-evidence.ts";
import {
  type LookedAt,
  type Outcome,
  type ProofStep,
  type ProofStepId,
  type SignatureFinding,
  sentence,
  unreached,
} from "./proof-step.ts";
import type { TrustedSigners } from "./trusted-signers.ts";

const HEADER_BYTES = 6;
const SIGNATURE_BYTES = 66;
const AFTER_MESSAGE = [
  "digest",
  "guardian-set",
  "quorum",
  "order",
  "signatures",
  "in-force",
  "emitter",
] as const satisfies readonly ProofStepId[];

/**
 * Whether the guardians that the reader trusts have signed the message, and whether it is of the emitter
 * that he trusts. The message is null where its bytes are none.
 */
export function checkMessage(parameters: {
  signature: ProofEvidence["attestation"]["signature"];
  trusted: TrustedSigners;
  nowSeconds: number;
  recover: RecoverAddress;
}): { steps: ProofStep[]; vaa: Vaa | null } {
  const { signature, trusted, nowSeconds, recover } = parameters;
  if (signature === null) {
    const finding =
      "The guardians have not signed this attestation yet: there is nothing to check.";
    return {
      steps: [
        { id: "message", verdict: "fails", finding, looked: [] },
        ...unreached(AFTER_MESSAGE, "There is no signed message."),
      ],
      vaa: null,
    };
  }
  const looked = [{ what: "VAA", bytes: signature.vaa }];
  let bytes: Uint8Array;
  let vaa: Vaa;
  try {
    bytes = hexToBytes(signature.vaa as Hex);
    vaa = parseVaa(bytes);
  } catch (error) {
    return {
      steps: [
        { id: "message", verdict: "fails", finding: sentence(error), looked },
        ...unreached(AFTER_MESSAGE, "The message cannot be read."),
      ],
      vaa: null,
    };
  }
  const count = vaa.signatures.length;
  const body = HEADER_BYTES + SIGNATURE_BYTES * count;
  const hex = (from: number, to?: number) => bytesToHex(bytes.slice(from, to));
  const message: ProofStep = {
    id: "message",
    verdict: "holds",
    finding: `A version 1 message of ${bytes.length} bytes: ${count} signatures, then a body of ${bytes.length - body} bytes of sequence ${vaa.sequence}.`,
    looked: [
      { what: "header: version, guardian set, number of signatures", bytes: hex(0, HEADER_BYTES) },
      { what: "body: what is signed", bytes: hex(body) },
    ],
  };
  const steps: ProofStep[] = [message, { id: "digest", ...checkDigest(vaa, signature.digest) }];

  const { guardians, guardianSetIndex, expiresAt } = trusted;
  const guardianSet = {
    ...{ index: guardianSetIndex, addresses: guardians },
    expirationTimeSeconds: expiresAt ?? 0,
  };
  const bytesOf: Record<"guardian-set" | "quorum" | "order" | "in-force", LookedAt[]> = {
    "guardian-set": [{ what: "guardian set named", bytes: hex(1, 5) }],
    quorum: [{ what: "number of signatures", bytes: hex(5, HEADER_BYTES) }],
    order: [
      {
        what: "guardian indexes",
        bytes: vaa.signatures.map(({ guardianIndex }) => guardianIndex).join(", "),
      },
    ],
    "in-force": [{ what: "accepted until", bytes: String(expiresAt ?? "no end is known") }],
  };
  const holding = {
    "guardian-set": `It names guardian set ${vaa.guardianSetIndex}, the set of ${guardians.length} that you trust.`,
    quorum: `${count} of ${guardians.length} have signed; ${guardianQuorum(guardians.length)} are needed.`,
    order: "The guardians' indexes ascend strictly, so that nobody is counted twice.",
    "in-force":
      expiresAt === null
        ? `Nothing says that guardian set ${guardianSetIndex} has been replaced.`
        : `Guardian set ${guardianSetIndex} is accepted until ${expiresAt}.`,
  };
  const signatures: SignatureFinding[] = [];
  const problems: string[] = [];
  let inForce: ProofStep | null = null;
  for (const check of checkVaa({ vaa, guardianSet, nowSeconds, recover })) {
    if (check.rule === "signature") {
      const position = signatures.length;
      const start = HEADER_BYTES + SIGNATURE_BYTES * position;
      if (check.problem !== null) problems.push(check.problem);
      signatures.push({
        guardianIndex: check.guardianIndex,
        guardian: guardians[check.guardianIndex] ?? null,
        signer: check.signer,
        signature: hex(start + 1, start + SIGNATURE_BYTES),
        holds: check.problem === null,
      });
    } else {
      const { rule, problem } = check;
      const step: ProofStep = {
        id: rule,
        verdict: problem === null ? "holds" : rule === "in-force" ? "warns" : "fails",
        finding: problem ?? holding[rule],
        looked: bytesOf[rule],
      };
      if (rule === "in-force") inForce = step;
      else steps.push(step);
    }
  }
  steps.push({
    id: "signatures",
    verdict: problems.length === 0 && count > 0 ? "holds" : "fails",
    finding:
      count === 0
        ? "Nobody has signed."
        : problems.length === 0
          ? `Each of the ${count} signatures was made by the key of the guardian at its index.`
          : problems.length === 1
            ? problems[0]!
            : `${problems.length} of ${count} signatures are not by the guardian at their index. ${problems[0]}`,
    looked: [],
    signatures,
  });
  if (inForce !== null) steps.push(inForce);
  steps.push({ id: "emitter", ...checkEmitter(vaa, trusted) });
  return { steps, vaa };
}

function checkDigest(vaa: Vaa, stated: string): Outcome {
  const same = vaa.digest === stated;
  return {
    verdict: same ? "holds" : "fails",
    finding: same
      ? "keccak256(keccak256(body)) is the digest that the attestation is known by."
      : "keccak256(keccak256(body)) is not the digest that the answer states: it is another message.",
    looked: [
      { what: "computed from the body", bytes: vaa.digest },
      { what: "stated", bytes: stated },
    ],
  };
}

function checkEmitter(vaa: Vaa, trusted: TrustedSigners): Outcome {
  const address = padAddress(trusted.emitter);
  const looked = [
    { what: "emitter: Wormhole chain", bytes: String(vaa.emitterChain) },
    { what: "emitter: address", bytes: vaa.emitterAddress },
    { what: "trusted: Wormhole chain", bytes: String(trusted.emitterChain) },
    { what: "trusted: address", bytes: address },
  ];
  if (vaa.emitterChain !== trusted.emitterChain) {
    const finding = `The message comes from Wormhole chain ${vaa.emitterChain}, not from ${trusted.emitterChain}.`;
    return { verdict: "fails", finding, looked };
  }
  if (vaa.emitterAddress !== address) {
    return { verdict: "fails", finding: "The message is another contract's.", looked };
  }
  const finding = `The message was published by the emitter that you trust on Wormhole chain ${vaa.emitterChain}.`;
  return { verdict: "holds", finding, looked };
}
