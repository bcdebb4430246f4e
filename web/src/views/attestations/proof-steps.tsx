import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type {
  ProofStep,
  ProofStepId,
  ProofVerdict,
  SignatureFinding,
} from "../../lib/proof/proof-step.ts";

const TITLES: Record<ProofStepId, string> = {
  message: "The message can be read",
  digest: "It is the message that the attestation names",
  "guardian-set": "It names the guardian set that you trust",
  quorum: "Enough guardians have signed",
  order: "Nobody is counted twice",
  signatures: "Every signature is its guardian's own",
  "in-force": "The guardian set is in force",
  emitter: "It comes from the emitter that you trust",
  payload: "The signed bytes are a root of Ballast",
  statement: "The answer says what is signed",
  methodology: "The rules are those that are signed",
  validity: "It is still valid",
  leaf: "The leaf is this account's",
  figures: "The answer's figures are the leaf's",
  proof: "The leaf stands under the signed root",
  breakdown: "The positions are those of the leaf",
};

const VERDICTS: Record<ProofVerdict, { word: string; tone: "good" | "warn" | "bad" | "none" }> = {
  holds: { word: "holds", tone: "good" },
  warns: { word: "note", tone: "warn" },
  fails: { word: "fails", tone: "bad" },
  unreached: { word: "not reached", tone: "none" },
};

/** Each step with its verdict, what was found, and the bytes it looked at. */
export function ProofSteps({ steps }: { steps: readonly ProofStep[] }) {
  return (
    <>
      <h3 className="sub-head">Step by step</h3>
      <ol className="proof-steps" data-testid="proof-steps">
        {steps.map((step) => (
          <li key={step.id} data-step={step.id} data-verdict={step.verdict}>
            {step.looked.length === 0 && step.signatures === undefined ? (
              <StepHead step={step} />
            ) : (
              <details key={step.verdict} open={step.verdict === "fails"}>
                <summary>
                  <StepHead step={step} />
                </summary>
                <StepBytes step={step} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function StepHead({ step }: { step: ProofStep }) {
  const { word, tone } = VERDICTS[step.verdict];
  return (
    <span className="step-head">
      <StatusTag status={word} tone={tone} />
      <strong>{TITLES[step.id]}</strong>
      <span className="step-finding">{step.finding}</span>
    </span>
  );
}

function StepBytes({ step }: { step: ProofStep }) {
  return (
    <div className="step-bytes">
      {step.looked.length > 0 && (
        <dl>
          {step.looked.map(({ what, bytes }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <code>{bytes}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {step.signatures !== undefined && step.signatures.length > 0 && (
        <Signatures signatures={step.signatures} />
      )}
    </div>
  );
}

function Signatures({ signatures }: { signatures: readonly SignatureFinding[] }) {
  return (
    <TableRegion label="Signatures">
      <table>
        <caption className="visually-hidden">Every signature and whose key made it</caption>
        <thead>
          <tr>
            <th scope="col" className="right">
              Guardian
            </th>
            <th scope="col">Verdict</th>
            <th scope="col">You trust at this place</th>
            <th scope="col">Recovered from the signature</th>
            <th scope="col">Signature: r, s, recovery</th>
          </tr>
        </thead>
        <tbody>
          {signatures.map((one, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one guardian may stand there twice.
            <tr key={position}>
              <th scope="row" className="right number">
                {one.guardianIndex}
              </th>
              <td>
                <StatusTag
                  status={one.holds ? "holds" : "fails"}
                  tone={one.holds ? "good" : "bad"}
                />
              </td>
              <td className="hex">{one.guardian ?? "nobody: outside the set"}</td>
              <td className="hex">{one.signer ?? "nobody"}</td>
              <td className="hex" title={one.signature}>
                {one.signature.slice(0, 18)}…{one.signature.slice(-6)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
