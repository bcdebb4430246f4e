import { useId, useState } from "react";
import { ShortHex } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import {
  readAddress,
  readGuardians,
  type TrustedSigners,
} from "../../lib/proof/trusted-signers.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import type { Trust } from "./use-trusted-signers.ts";

/** Whom the reader trusts: to look at, to edit, to keep as his own. */
export function TrustForm({ trust }: { trust: Trust }) {
  const { signers, source, suggestion, keep, forget } = trust;
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const onSubmit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    try {
      keep(readForm(new FormData(event.currentTarget), suggestion?.signers ?? null));
      setProblem(null);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <details className="trust">
      <summary>
        Whom you trust:{" "}
        {signers === null
          ? "nobody yet"
          : `guardian set ${signers.guardianSetIndex} of ${signers.guardians.length}, emitter on Wormhole chain ${signers.emitterChain}`}{" "}
        <StatusTag
          status={source === "kept" ? "your own" : "this server's suggestion"}
          tone={source === "kept" ? "good" : "warn"}
        />
      </summary>
      <form className="trust-form" onSubmit={onSubmit} key={JSON.stringify([signers, source])}>
        <p id={`${id}-why`}>
          {source === "kept" ? (
            "You keep these in this browser; nothing of them is asked of the server."
          ) : (
            <>
              This is what the server says, and{" "}
              {suggestion === null ? "it says nothing of this set" : <Where set={suggestion.set} />}
              . A server that forged an attestation would forge this as well: compare it with a
              source of your own (the guardians publish their set, and every chain's core contract
              states it), then keep it.
            </>
          )}
        </p>
        <label htmlFor={`${id}-guardians`}>Guardians in their order, one address a line</label>
        <textarea
          id={`${id}-guardians`}
          name="guardians"
          rows={8}
          spellCheck={false}
          defaultValue={signers?.guardians.join("\n") ?? ""}
          aria-describedby={`${id}-why`}
        />
        <div className="trust-fields">
          <label>
            Guardian set{" "}
            <input
              name="guardianSetIndex"
              inputMode="numeric"
              defaultValue={signers?.guardianSetIndex ?? ""}
            />
          </label>
          <label>
            Emitter's Wormhole chain{" "}
            <input
              name="emitterChain"
              inputMode="numeric"
              defaultValue={signers?.emitterChain ?? ""}
            />
          </label>
          <label className="trust-emitter">
            Emitter{" "}
            <input name="emitter" spellCheck={false} defaultValue={signers?.emitter ?? ""} />
          </label>
        </div>
        {problem !== null && (
          <p className="trust-problem" role="alert">
            {problem}
          </p>
        )}
        <p className="trust-actions">
          <button type="submit" className="button">
            Keep these as mine
          </button>
          {source === "kept" && (
            <button type="button" className="quiet-button" onClick={forget}>
              Back to the server's suggestion
            </button>
          )}
        </p>
      </form>
    </details>
  );
}

function Where({ set }: { set: NonNullable<Trust["suggestion"]>["set"] }) {
  const nameOf = useChainNames();
  return (
    <>
      as it says, of the core contract <ShortHex text={set.core} /> on {nameOf(set.chain)} at block{" "}
      {set.block.number.toLocaleString("en")}
    </>
  );
}

/** @throws Error that names the field and what is wrong with it. */
function readForm(form: FormData, suggested: TrustedSigners | null): TrustedSigners {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const guardians = readGuardians(text("guardians"));
  if (guardians.length === 0) throw new Error("Name at least one guardian.");
  const number = (name: string, label: string) => {
    if (!/^\d{1,10}$/.test(text(name))) throw new Error(`${label}: a whole number is needed.`);
    return Number(text(name));
  };
  const signers = {
    guardianSetIndex: number("guardianSetIndex", "Guardian set"),
    guardians,
    emitterChain: number("emitterChain", "Emitter's Wormhole chain"),
    emitter: readAddress(text("emitter")),
  };
  const isSuggested = suggested?.guardianSetIndex === signers.guardianSetIndex;
  return { ...signers, expiresAt: isSuggested ? suggested.expiresAt : null };
}
