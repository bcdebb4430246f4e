import { useMemo, useState } from "react";
import type { AccountId } from "../../../../src/core/identifiers.ts";
import { checkAttestedAccount } from "../../lib/proof/check-attested-account.ts";
import type { ProofEvidence } from "../../lib/proof/proof-evidence.ts";
import { EvidenceEditor } from "./evidence-editor.tsx";
import { NotProven } from "./not-proven.tsx";
import { ProofSteps } from "./proof-steps.tsx";
import { ProvenLine } from "./proven-line.tsx";
import type { Trust } from "./use-trusted-signers.ts";

/** What came of the check: the verdict, what is proven, every step, and what no step can prove. */
export function ProofResult(parameters: {
  evidence: ProofEvidence;
  asked: { epoch: string; account: AccountId };
  methodology: unknown;
  rulesAreComing: boolean;
  trust: Trust;
}) {
  const { evidence, asked, methodology, rulesAreComing, trust } = parameters;
  const { signers, source } = trust;
  const [edited, setEdited] = useState<ProofEvidence | null>(null);
  const subject = edited ?? evidence;
  const proof = useMemo(() => {
    if (signers === null || rulesAreComing) return null;
    const nowSeconds = Math.floor(Date.now() / 1_000);
    return checkAttestedAccount({
      ...{ evidence: subject, asked, trusted: signers, methodology, nowSeconds },
    });
  }, [subject, asked, signers, methodology, rulesAreComing]);
  if (proof === null) {
    return (
      <p className="waiting">
        {evidence.attestation.signature === null
          ? "The guardians have not signed this attestation yet: its proof can be checked then."
          : signers === null
            ? "Waiting for the server's suggestion of guardians; enter your own above to go without it…"
            : "Waiting for the rules that the attestation names…"}
      </p>
    );
  }
  const failed = proof.steps.find(({ verdict }) => verdict === "fails");
  const verdict = !proof.holds ? "refused" : source === "kept" ? "proven" : "suggested";
  return (
    <>
      <div className="proof-verdict" data-verdict={verdict} aria-live="polite">
        <h3>
          {verdict === "refused"
            ? "Refused"
            : verdict === "proven"
              ? "Proven"
              : "Proven, if these are the guardians"}
        </h3>
        <p>
          {verdict === "refused"
            ? (failed?.finding ?? "A step could not be taken.")
            : verdict === "proven"
              ? "The guardians and the emitter that you keep have signed a root under which this line stands."
              : "Everything fits together, by guardians and an emitter that this server itself suggests. Compare them with a source of your own, then keep them."}
        </p>
        {edited !== null && <p>This is the evidence that you edited, not the server's.</p>}
      </div>
      {proof.holds && proof.leaf !== null && proof.root !== null && (
        <ProvenLine leaf={proof.leaf} root={proof.root} evidence={subject} />
      )}
      <ProofSteps steps={proof.steps} />
      <NotProven />
      <EvidenceEditor evidence={subject} isEdited={edited !== null} onCheck={setEdited} />
    </>
  );
}
