import { Link, useParams } from "react-router";
import { AnswerState } from "../../components/answer-state.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { AttestationState } from "./attestation-state.tsx";
import { AttestedBlocks } from "./attested-blocks.tsx";
import { ProgressPanel } from "./progress-panel.tsx";
import { ProofPanel } from "./proof-panel.tsx";
import { StatementPanel } from "./statement-panel.tsx";
import "./attestations.css";

/** One attestation: what it states, how far it is, and the proof of any account's line of it. */
export function Component() {
  const { epoch = "" } = useParams();
  const { search } = useAsOf();
  const query = useAnswer("/v1/attestations/{epoch}", { path: { epoch } }, { refetchSeconds: 3 });
  const attestation = query.data?.body;
  return (
    <>
      <PageTitle title={`Epoch ${epoch}`}>
        {attestation !== undefined && <AttestationState state={attestation.state} />}
        <Neighbours epoch={epoch} search={search} />
      </PageTitle>
      <AnswerState query={query} what={`the attestation of epoch ${epoch}`}>
        {(body) => (
          <div className="panels">
            <ProofPanel attestation={body} />
            <ProgressPanel attestation={body} />
            <StatementPanel attestation={body} />
            <AttestedBlocks attestation={body} />
          </div>
        )}
      </AnswerState>
    </>
  );
}

function Neighbours(parameters: { epoch: string; search: string }) {
  const { epoch, search } = parameters;
  if (!/^\d{1,19}$/.test(epoch)) return null;
  const number = BigInt(epoch);
  return (
    <nav aria-label="Other epochs" className="neighbours">
      {number > 1n && (
        <Link to={{ pathname: `/attestations/${number - 1n}`, search }}>
          Epoch {`${number - 1n}`}
        </Link>
      )}
      <Link to={{ pathname: `/attestations/${number + 1n}`, search }}>
        Epoch {`${number + 1n}`}
      </Link>
      <Link to={{ pathname: "/attestations", search }}>All epochs</Link>
    </nav>
  );
}
