import { useId, useState } from "react";
import { useSearchParams } from "react-router";
import { type AccountId, parseAccountId } from "../../../../src/core/identifiers.ts";
import { AnswerState } from "../../components/answer-state.tsx";
import { Panel } from "../../components/panel.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { Schemas } from "../../lib/api.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { AccountChoices } from "./account-choices.tsx";
import { ProofResult } from "./proof-result.tsx";
import { TrustForm } from "./trust-form.tsx";
import { useTrustedSigners } from "./use-trusted-signers.ts";

/** An account's line of the attestation, proved in this browser. */
export function ProofPanel({ attestation }: { attestation: Schemas["Attestation"] }) {
  const [parameters] = useSearchParams();
  const asked = parameters.get("account")?.trim() ?? "";
  const trust = useTrustedSigners(attestation);
  const account = readAccount(asked);
  return (
    <Panel
      title="An account's proof"
      note="Checked in this browser, from the signed bytes"
      className="proof"
    >
      <div className="panel-body">
        <AccountForm asked={asked} />
        {asked !== "" && typeof account === "string" && (
          <p className="trust-problem" role="alert">
            {account}
          </p>
        )}
        <TrustForm trust={trust} />
      </div>
      {account !== null && typeof account !== "string" && (
        <AccountProof attestation={attestation} asked={asked} account={account} trust={trust} />
      )}
    </Panel>
  );
}

function AccountProof(parameters: {
  attestation: Schemas["Attestation"];
  asked: string;
  account: AccountId;
  trust: ReturnType<typeof useTrustedSigners>;
}) {
  const { attestation, asked, account, trust } = parameters;
  const { epoch } = attestation;
  const query = useAnswer(
    "/v1/attestations/{epoch}/accounts/{account}",
    { path: { epoch, account: asked } },
    // What was attested stays; only the steps after signing change.
    { refetchSeconds: attestation.signature === null ? 3 : undefined, staleSeconds: 3_600 },
  );
  const { hash } = attestation.methodology;
  const rules = useAnswer("/v1/methodology/{hash}", { path: { hash } }, { staleSeconds: 3_600 });
  const { error } = query;
  if (error?.problem.code === "ambiguous-account") {
    return <AccountChoices accounts={error.problem.accounts as string[]} />;
  }
  if (query.data === undefined && error !== null) {
    return (
      <div className="panel-body">
        <ProblemNotice failure={error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  return (
    <AnswerState query={query} what="the account's line">
      {(evidence) => (
        <ProofResult
          key={`${epoch} ${asked}`}
          evidence={evidence}
          asked={{ epoch, account }}
          methodology={rules.data?.body.methodology ?? null}
          rulesAreComing={rules.isPending}
          trust={trust}
        />
      )}
    </AnswerState>
  );
}

function AccountForm({ asked }: { asked: string }) {
  const [, setParameters] = useSearchParams();
  const id = useId();
  const [text, setText] = useState(asked);
  return (
    <form
      className="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        setParameters((before) => {
          const after = new URLSearchParams(before);
          if (text.trim() === "") after.delete("account");
          else after.set("account", text.trim());
          return after;
        });
      }}
    >
      <label htmlFor={id}>Account: an address, or CAIP-10 for a contract</label>
      <span className="account-fields">
        <input
          id={id}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="0x… or eip155:1:0x…"
          spellCheck={false}
          autoComplete="off"
        />
        <button type="submit" className="button">
          Check its proof
        </button>
      </span>
    </form>
  );
}

/** What is asked for; null for nothing, a sentence for what is no account. */
function readAccount(asked: string): AccountId | string | null {
  if (asked === "") return null;
  try {
    return parseAccountId(asked);
  } catch (error) {
    return (error as Error).message;
  }
}
