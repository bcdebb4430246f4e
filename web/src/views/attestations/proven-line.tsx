import { Link } from "react-router";
import { formatUnits } from "viem";
import {
  attestationFlagNames,
  type Leaf,
  UNKNOWN_DEBT,
} from "../../../../src/api/attestation/leaf.ts";
import type { RootPayload } from "../../../../src/api/attestation/root-payload.ts";
import { Figure } from "../../components/figure.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { formatTime } from "../../lib/format-units.ts";
import type { ProofEvidence } from "../../lib/proof/proof-evidence.ts";
import { encodeAt } from "../../lib/use-as-of.ts";
import { ProvenPositions } from "./proven-positions.tsx";

/** USD × 10^8. */
const DECIMALS = 8;

const FLAG_MEANINGS = {
  partial: "Something has no known value: the value is a lower bound of what is known.",
  "stale-price": "A last good price stands in for a newer one.",
  simulated:
    "Local or test chains: it means no money, and a receiver that guards money refuses it.",
} as const;

/** What the proof is of: the account's line as its signed bytes have it. */
export function ProvenLine(parameters: { leaf: Leaf; root: RootPayload; evidence: ProofEvidence }) {
  const { leaf, root, evidence } = parameters;
  const flags = attestationFlagNames(leaf.flags);
  const figures = [
    [
      "value",
      "Value",
      leaf.value,
      "down",
      "Collateral after haircuts that is not needed for debt.",
    ],
    ["gross", "Collateral", leaf.gross, "down", "All collateral before haircuts."],
    [
      "debt",
      "Debt",
      leaf.debt === UNKNOWN_DEBT ? null : leaf.debt,
      "up",
      "All debt; unknown where one has no price.",
    ],
  ] as const;
  return (
    <div className="proven">
      <dl className="facts panel-body">
        {figures.map(([member, name, units, rounding, meaning]) => (
          <div key={member}>
            <dt>{name}</dt>
            <dd>
              <Figure
                value={
                  units === null
                    ? null
                    : { decimal: formatUnits(units, DECIMALS), raw: String(units), decimals: 8 }
                }
                title={`Attested ${name.toLowerCase()}`}
                {...{ unit: "USD", digits: 2, rounding, showUnit: true }}
                pointer={`/leaf/${member}`}
                meaning={`${meaning} Read from the leaf's own bytes, rounded ${rounding} to 10^-8.`}
              />
            </dd>
          </div>
        ))}
        <div>
          <dt>As of</dt>
          <dd>{formatTime(root.asOfSeconds)} UTC</dd>
        </div>
        <div>
          <dt>Oldest price used</dt>
          <dd>{formatTime(leaf.minPriceTimeSeconds)} UTC</dd>
        </div>
        <div>
          <dt>Of</dt>
          <dd>
            {leaf.namespace === 0
              ? "the same owner on every chain"
              : `Wormhole chain ${leaf.namespace} alone`}
          </dd>
        </div>
        <div>
          <dt>View of the account then</dt>
          <dd>
            <Link
              to={{
                pathname: `/accounts/${evidence.account.id}`,
                search: `?at=${encodeAt(evidence.attestation.at)}`,
              }}
            >
              at the attested blocks
            </Link>
          </dd>
        </div>
      </dl>
      {flags.length > 0 && (
        <ul className="flags">
          {flags.map((flag) => (
            <li key={flag}>
              <StatusTag status={flag} tone="warn" /> {FLAG_MEANINGS[flag]}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>
          {evidence.breakdown.length === 1
            ? "The position behind the line"
            : `The ${evidence.breakdown.length} positions behind the line`}
        </summary>
        <ProvenPositions evidence={evidence} />
      </details>
    </div>
  );
}
