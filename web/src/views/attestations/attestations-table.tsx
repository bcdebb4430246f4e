import { Link } from "react-router";
import { Figure } from "../../components/figure.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatClock, formatTime } from "../../lib/format-units.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { AttestationState, DeliveryTag } from "./attestation-state.tsx";

type Attestation = Schemas["AttestationSummary"];

export function AttestationsTable({ items }: { items: readonly Attestation[] }) {
  const { search } = useAsOf();
  return (
    <TableRegion label="Attestations">
      <table>
        <caption className="visually-hidden">
          Attestations by epoch, the newest first, and how far each one is
        </caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">State</th>
            <th scope="col">As of</th>
            <th scope="col">Computed</th>
            <th scope="col">Published</th>
            <th scope="col">Signed</th>
            <th scope="col">Delivered</th>
            <th scope="col">Valid until</th>
            <th scope="col" className="right">
              Accounts
            </th>
            <th scope="col" className="right">
              Total value
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={item.epoch}>
              <th scope="row">
                <Link to={{ pathname: `/attestations/${item.epoch}`, search }}>{item.epoch}</Link>
              </th>
              <td>
                <AttestationState state={item.state} title={item.superseded?.reason} />
                {item.superseded !== null && (
                  <span className="muted superseded-reason"> {item.superseded.reason}</span>
                )}
              </td>
              <td className="number">{formatTime(item.asOf)}</td>
              <Step at={item.computedAt} since={item.asOf} />
              <Step at={item.publication?.publishedAt ?? null} since={item.computedAt} />
              <Step
                at={item.signature?.signedAt ?? null}
                since={item.publication?.publishedAt ?? null}
              />
              <td>
                <Deliveries deliveries={item.deliveries} />
              </td>
              <td className="number">{formatClock(item.validUntil)}</td>
              <td className="right number">{item.leafCount.toLocaleString("en")}</td>
              <td className="right">
                <Figure
                  value={item.total}
                  title={`Total value of epoch ${item.epoch}`}
                  {...{ unit: "USD", digits: 2, rounding: "down", compact: true, showUnit: true }}
                  pointer={`/items/${index}/total`}
                  meaning="The sum of all leaves' values: collateral after haircuts that is not needed for debt, rounded down."
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}

/** When a step happened, and how long after the one before. */
function Step({ at, since }: { at: number | null; since: number | null }) {
  if (at === null) return <td className="muted">not yet</td>;
  return (
    <td className="number" title={`${formatTime(at)} UTC`}>
      {formatClock(at)}{" "}
      {since !== null && at >= since && <span className="muted">+{at - since} s</span>}
    </td>
  );
}

function Deliveries({ deliveries }: { deliveries: Attestation["deliveries"] }) {
  const nameOf = useChainNames();
  if (deliveries.length === 0) return <span className="muted">to no chain</span>;
  return (
    <ul className="deliveries">
      {deliveries.map(({ chain, state, deliveredAt, reason }) => (
        <li key={chain} title={reason ?? undefined}>
          {nameOf(chain)} <DeliveryTag state={state} />{" "}
          {deliveredAt !== null && <span className="number">{formatClock(deliveredAt)}</span>}
        </li>
      ))}
    </ul>
  );
}
