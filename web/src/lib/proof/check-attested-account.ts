import type { Leaf } from "../../../../src/api/attestation/leaf.ts";
import {
  type RecoverAddress,
  recoverAddressPortable,
} from "../../../../src/api/attestation/recover-address-portable.ts";
import type { RootPayload } from "../../../../src/api/attestation/root-payload.ts";
import type { AccountId } from "../../../../src/core/identifiers.ts";
import { checkLine } from "./check-line.ts";
import { checkMessage } from "./check-message.ts";
import { checkStatement } from "./check-statement.ts";
import type { ProofEvidence } from "./proof-evidence.ts";
import { PROOF_STEPS, type ProofStep } from "./proof-step.ts";
import type { TrustedSigners } from "./trusted-signers.ts";

export type ProofCheck = {
  /** In the order of `PROOF_STEPS`. */
  steps: readonly ProofStep[];
  /** Whether nothing fails and everything was reached. */
  holds: boolean;
  /** Read from the signed bytes; null where they are none. */
  root: RootPayload | null;
  leaf: Leaf | null;
};

/**
 * Checks an account's line of an attestation against the guardians and the emitter that the reader
 * trusts, step by step, with no word of the server taken for anything that bytes can prove.
 */
export function checkAttestedAccount(parameters: {
  evidence: ProofEvidence;
  asked: { epoch: string; account: AccountId };
  trusted: TrustedSigners;
  methodology: unknown;
  nowSeconds: number;
  recover?: RecoverAddress;
}): ProofCheck {
  const { evidence, asked, trusted, methodology, nowSeconds } = parameters;
  const { recover = recoverAddressPortable } = parameters;
  const { signature } = evidence.attestation;
  const message = checkMessage({ signature, trusted, nowSeconds, recover });
  const statement = checkStatement({
    ...{ vaa: message.vaa, evidence, epoch: asked.epoch, methodology, nowSeconds },
  });
  const line = checkLine({ evidence, root: statement.root, account: asked.account });
  const found = [...message.steps, ...statement.steps, ...line.steps];
  const steps = PROOF_STEPS.map((id) => found.find((step) => step.id === id)!);
  return {
    steps,
    holds: steps.every(({ verdict }) => verdict === "holds" || verdict === "warns"),
    root: statement.root,
    leaf: line.leaf,
  };
}
