import { BallastError } from "../../core/ballast-error.ts";
import { checkVaa, type GuardianSet } from "./check-vaa.ts";
import { parseVaa, type Vaa } from "./parse-vaa.ts";
import { recoverAddress } from "./recover-address.ts";
import type { RecoverAddress } from "./recover-address-portable.ts";

/**
 * Parses a VAA and checks it by the rules of the core contract (`checkVaa`).
 * @throws BallastError `vaa-malformed` or `vaa-unverified`, with the rule that failed.
 */
export function verifyVaa(parameters: {
  bytes: Uint8Array;
  guardianSet: GuardianSet;
  nowSeconds: number;
  /** Signatures that are needed, where the signers have a rule of their own. */
  quorum?: number;
  recover?: RecoverAddress;
}): Vaa {
  const { bytes, recover = recoverAddress, ...rules } = parameters;
  const vaa = parseVaa(bytes);
  for (const { problem } of checkVaa({ ...rules, vaa, recover })) {
    if (problem !== null) throw new BallastError(problem, { code: "vaa-unverified" });
  }
  return vaa;
}
