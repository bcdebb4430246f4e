import type { ReactNode } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatDuration, formatTime } from "../../lib/format-units.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { DeliveryTag } from "./attestation-state.tsx";

/** From computed to delivered: what has happened, when, and in which transaction. */
export function ProgressPanel({ attestation }: { attestation: Schemas["Attestation"] }) {
  const nameOf = useChainNames();
  const { publication, signature, superseded, deliveries } = attestation;
  return (
    <Panel title="Progress">
      <ol className="progress-steps">
        <Step name="Computed" at={attestation.computedAt} since={attestation.asOf} state="done">
          {attestation.leafCount.toLocaleString("en")} accounts at final blocks, the newest of{" "}
          {formatTime(attestation.asOf)} UTC.
        </Step>
        <Step
          name="Published"
          at={publication?.publishedAt ?? null}
          since={attestation.computedAt}
          state={publication === null ? "open" : "done"}
        >
          {publication === null ? (
            "Its transaction is not in a block yet."
          ) : (
            <>
              On {nameOf(publication.chain)} in block{" "}
              <span className="number">{publication.block.toLocaleString("en")}</span>, sequence{" "}
              {publication.sequence}. <Transaction hash={publication.transaction} />
            </>
          )}
        </Step>
        <Step
          name="Signed"
          at={signature?.signedAt ?? null}
          since={publication?.publishedAt ?? null}
          state={signature === null ? "open" : "done"}
        >
          {signature === null ? (
            "The guardians' signatures are not there yet."
          ) : (
            <>
              By guardian set {signature.guardianSetIndex}; digest{" "}
              <ShortHex text={signature.digest} />{" "}
              <CopyButton text={signature.vaa} label="Copy the VAA" />
            </>
          )}
        </Step>
        {deliveries.map((delivery) => (
          <Step
            key={delivery.chain}
            name={`Delivered to ${nameOf(delivery.chain)}`}
            at={delivery.deliveredAt}
            since={signature?.signedAt ?? null}
            state={
              delivery.state === "abandoned"
                ? "failed"
                : delivery.deliveredAt === null
                  ? "open"
                  : "done"
            }
          >
            <DeliveryTag state={delivery.state} /> Receiver <ShortHex text={delivery.receiver} />
            {delivery.block !== null && (
              <>
                , block <span className="number">{delivery.block.toLocaleString("en")}</span>.
              </>
            )}{" "}
            {delivery.transaction !== null ? (
              <Transaction hash={delivery.transaction} />
            ) : (
              delivery.deliveredAt !== null && "Somebody else delivered it."
            )}
            {delivery.reason !== null && <span className="reason">{delivery.reason}</span>}
          </Step>
        ))}
        {superseded !== null && (
          <Step name="Superseded" at={superseded.at} since={null} state="failed">
            {superseded.reason}: nothing more is done for it.
          </Step>
        )}
      </ol>
    </Panel>
  );
}

function Step(parameters: {
  name: string;
  at: number | null;
  since: number | null;
  state: "done" | "open" | "failed";
  children: ReactNode;
}) {
  const { name, at, since, state, children } = parameters;
  return (
    <li data-state={state}>
      <h3>
        {name} {state === "open" && <span className="muted">not yet</span>}
      </h3>
      {at !== null && (
        <p className="number">
          {formatTime(at)} UTC
          {since !== null && at >= since && (
            <span className="muted"> after {formatDuration(at - since)}</span>
          )}
        </p>
      )}
      <p>{children}</p>
    </li>
  );
}

function Transaction({ hash }: { hash: string }) {
  return (
    <>
      Transaction <ShortHex text={hash} /> <CopyButton text={hash} label="Copy its hash" />
    </>
  );
}
