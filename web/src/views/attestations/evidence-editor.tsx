import { useId, useState } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { type ProofEvidence, readEvidence } from "../../lib/proof/proof-evidence.ts";

/** The evidence as JSON: to keep, to change a byte of, or to put another's in its place. */
export function EvidenceEditor(parameters: {
  evidence: ProofEvidence;
  isEdited: boolean;
  onCheck(evidence: ProofEvidence | null): void;
}) {
  const { evidence, isEdited, onCheck } = parameters;
  const id = useId();
  const text = JSON.stringify(evidence, null, 2);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <details className="evidence-editor">
      <summary>The evidence as JSON: change it, or check somebody else's</summary>
      <form
        key={text}
        onSubmit={(event) => {
          event.preventDefault();
          try {
            onCheck(readEvidence(String(new FormData(event.currentTarget).get("evidence"))));
            setProblem(null);
          } catch (error) {
            setProblem((error as Error).message);
          }
        }}
      >
        <label htmlFor={id}>Answer of an attestation's account route</label>
        <textarea id={id} name="evidence" rows={14} spellCheck={false} defaultValue={text} />
        {problem !== null && (
          <p className="trust-problem" role="alert">
            {problem}
          </p>
        )}
        <p className="trust-actions">
          <button type="submit" className="button">
            Check this
          </button>
          <CopyButton text={text} label="Copy" />
          {isEdited && (
            <button type="button" className="quiet-button" onClick={() => onCheck(null)}>
              Back to the server's
            </button>
          )}
        </p>
      </form>
    </details>
  );
}
