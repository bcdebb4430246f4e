import { Figure } from "../../components/figure.tsx";
import { AssetLink } from "../../components/identifier.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatBps } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import type { ProofEvidence } from "../../lib/proof/proof-evidence.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { useSymbols } from "../../lib/use-symbols.ts";

/** The positions behind the line, which its hash is over. */
export function ProvenPositions({ evidence }: { evidence: ProofEvidence }) {
  const nameOf = useChainNames();
  const symbolOf = useSymbols();
  if (evidence.breakdown.length === 0) {
    return <p className="empty">No position holds anything: the line's value is nothing.</p>;
  }
  return (
    <TableRegion label="Positions behind the line">
      <table>
        <caption className="visually-hidden">The positions behind the line</caption>
        <thead>
          <tr>
            <th scope="col">Chain</th>
            <th scope="col">Market</th>
            <th scope="col">Kind</th>
            <th scope="col">Asset</th>
            <th scope="col" className="right">
              Amount, raw
            </th>
            <th scope="col" className="right">
              Value
            </th>
            <th scope="col" className="right">
              Haircut
            </th>
            <th scope="col">Marks</th>
          </tr>
        </thead>
        <tbody>
          {evidence.breakdown.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: positions have no name but their place.
            <tr key={index}>
              <td>{nameOf(entry.chain)}</td>
              <td title={entry.marketId}>
                {entry.protocol} {marketLabel(entry.protocol, entry.marketId)}
              </td>
              <td>{entry.kind}</td>
              <th scope="row">
                <AssetLink asset={entry.asset} symbol={symbolOf(entry.asset)} />
              </th>
              <td className="right number">{entry.amountRaw}</td>
              <td className="right">
                <Figure
                  value={entry.value}
                  title={`Value of ${entry.kind}, before its haircut`}
                  {...{ unit: "USD", digits: 2, showUnit: true }}
                  rounding={entry.kind === "debt" ? "up" : "down"}
                  pointer={`/breakdown/${index}/value`}
                />
              </td>
              <td className="right number">{formatBps(entry.haircutBps)}</td>
              <td className="muted">
                {[entry.securesDebt && "secures debt", entry.locked && "locked"]
                  .filter(Boolean)
                  .join(", ") || "none"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
