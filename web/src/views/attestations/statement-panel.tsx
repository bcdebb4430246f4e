import { CopyButton } from "../../components/copy-button.tsx";
import { Figure } from "../../components/figure.tsx";
import { ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatTime } from "../../lib/format-units.ts";

/** What the attestation states, by the fields of its message. */
export function StatementPanel({ attestation }: { attestation: Schemas["Attestation"] }) {
  const { methodology, flags } = attestation;
  return (
    <Panel title="Statement" note="As the server tells it; the proof above reads the signed bytes">
      <dl className="facts panel-body">
        <Fact name="Total value">
          <Figure
            value={attestation.total}
            title="Total value"
            {...{ unit: "USD", digits: 2, rounding: "down", compact: true, showUnit: true }}
            pointer="/total"
            meaning="The sum of all leaves' values, rounded down."
          />
        </Fact>
        <Fact name="Accounts">{attestation.leafCount.toLocaleString("en")}</Fact>
        <Fact name="As of">{formatTime(attestation.asOf)} UTC</Fact>
        <Fact name="Valid until">{formatTime(attestation.validUntil)} UTC</Fact>
        <Fact name="Prices are of">
          {formatTime(attestation.minPriceTime)} to {formatTime(attestation.maxPriceTime)} UTC
        </Fact>
        <Fact name="Flags">
          {flags.length === 0
            ? "none"
            : flags.map((flag) => <StatusTag key={flag} status={flag} tone="warn" />)}
        </Fact>
        <Fact name="Root">
          <ShortHex text={attestation.root} /> <CopyButton text={attestation.root} label="Copy" />
        </Fact>
        <Fact name="Methodology">
          <a href={methodology.url}>
            <ShortHex text={methodology.hash} />
          </a>
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
