import { useCallback, useMemo, useState } from "react";
import type { Schemas } from "../../lib/api.ts";
import { readAddress, type TrustedSigners } from "../../lib/proof/trusted-signers.ts";
import { useAnswer } from "../../lib/use-answer.ts";

const KEY = "ballast-trusted-signers";

export type Trust = {
  /** Whom the check is made with; null while nobody is known. */
  signers: TrustedSigners | null;
  /** `kept`: the reader's own, out of this browser. `suggested`: what the server says of them. */
  source: "kept" | "suggested";
  /** What the server and, through it, the core contract say; null where they say nothing. */
  suggestion: { signers: TrustedSigners; set: Schemas["GuardianSet"] } | null;
  keep(signers: TrustedSigners): void;
  forget(): void;
};

/**
 * Whom a reader trusts: what he keeps in this browser, or else the server's suggestion for the set that
 * signed the attestation, which is never taken for more than that.
 */
export function useTrustedSigners(attestation: Schemas["Attestation"]): Trust {
  const { signature, publication, blocks } = attestation;
  const index = signature === null ? undefined : String(signature.guardianSetIndex);
  const { data } = useAnswer(
    "/v1/guardian-sets/{index}",
    { path: { index: index ?? "0" } },
    { enabled: index !== undefined, staleSeconds: 60 },
  );
  const [kept, setKept] = useState<TrustedSigners | null>(readKept);
  const set = data?.body;
  const suggestion = useMemo(() => {
    if (set === undefined || publication === null) return null;
    const source = blocks.find(({ chain }) => chain === publication.chain);
    if (source === undefined) return null;
    const signers: TrustedSigners = {
      guardianSetIndex: set.index,
      guardians: set.addresses.map(readAddress),
      expiresAt: set.expiresAt,
      emitterChain: source.wormholeChainId,
      emitter: readAddress(publication.emitter),
    };
    return { signers, set };
  }, [set, publication, blocks]);
  const keep = useCallback((signers: TrustedSigners) => {
    setKept(signers);
    store(JSON.stringify(signers));
  }, []);
  const forget = useCallback(() => {
    setKept(null);
    store(null);
  }, []);
  return {
    signers: kept ?? suggestion?.signers ?? null,
    source: kept === null ? "suggested" : "kept",
    ...{ suggestion, keep, forget },
  };
}

function readKept(): TrustedSigners | null {
  try {
    const text = localStorage.getItem(KEY);
    if (text === null) return null;
    const kept = JSON.parse(text) as TrustedSigners;
    return {
      guardianSetIndex: Number(kept.guardianSetIndex),
      guardians: kept.guardians.map(readAddress),
      expiresAt: null,
      emitterChain: Number(kept.emitterChain),
      emitter: readAddress(kept.emitter),
    };
  } catch {
    // Forbidden storage, or what an older page kept in another form.
    return null;
  }
}

function store(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // Where storage is forbidden the choice holds for this view.
  }
}
