import type { components } from "../../../../client/openapi.ts";

/** An account's line of an attestation with everything that proves it, as the API gives it. */
export type ProofEvidence = components["schemas"]["AttestedAccount"];

/**
 * Takes JSON that anybody may have written for evidence: only its outer form is looked at here, since
 * every value in it is checked later.
 * @throws Error that names the member which is not there.
 */
export function readEvidence(text: string): ProofEvidence {
  const json = parse(text);
  const line = object(json, "the evidence");
  object(line.account, "account");
  const leaf = object(line.leaf, "leaf");
  object(leaf.value, "leaf.value");
  object(leaf.gross, "leaf.gross");
  array(leaf.flags, "leaf.flags");
  array(line.proof, "proof");
  for (const [index, entry] of array(line.breakdown, "breakdown").entries()) {
    object(entry, `breakdown[${index}]`);
  }
  const attestation = object(line.attestation, "attestation");
  object(attestation.methodology, "attestation.methodology");
  object(attestation.total, "attestation.total");
  for (const [index, block] of array(attestation.blocks, "attestation.blocks").entries()) {
    object(block, `attestation.blocks[${index}]`);
  }
  if (attestation.signature !== null) object(attestation.signature, "attestation.signature");
  return json as ProofEvidence;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The evidence is not JSON: ${(error as Error).message}.`);
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error(`${name} is not an object: paste the answer of an attestation's account route.`);
}

function array(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${name} is not a list: paste the answer of an attestation's account route.`);
}
