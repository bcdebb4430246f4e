import { AnswerState } from "../../components/answer-state.tsx";
import { AccountLink, ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatTime } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

/** Values that differed from the contract's: an answer that rests on an open one is degraded. */
export function MismatchesPanel() {
  const nameOf = useChainNames();
  const query = useAnswer("/v1/parity", {}, { refetchSeconds: 10 });
  const count = query.data?.body.mismatches.filter((one) => one.clearedAtBlock === null).length;
  if (query.data !== undefined && query.data.body.items.length === 0) return null;
  return (
    <Panel
      title="Mismatches"
      note={
        count !== undefined && (
          <StatusTag status={`${count} open`} tone={count === 0 ? "good" : "bad"} />
        )
      }
    >
      <AnswerState query={query} what="the mismatches">
        {({ mismatches }) =>
          mismatches.length === 0 ? (
            <p className="empty">Every value compared so far was the contract's own.</p>
          ) : (
            <TableRegion label="List of mismatches">
              <table>
                <caption className="visually-hidden">
                  Values that differed from the contract's, open ones first
                </caption>
                <thead>
                  <tr>
                    <th scope="col">State</th>
                    <th scope="col">Chain</th>
                    <th scope="col">Market or feed</th>
                    <th scope="col">Account</th>
                    <th scope="col">View of the contract</th>
                    <th scope="col" className="right">
                      Indexed
                    </th>
                    <th scope="col" className="right">
                      Contract
                    </th>
                    <th scope="col" className="right">
                      Block
                    </th>
                    <th scope="col">Found (UTC)</th>
                  </tr>
                </thead>
                <tbody>
                  {mismatches.map((one) => (
                    <tr
                      key={`${one.chain}${one.marketId}${one.account}${one.what}${one.block.hash}`}
                    >
                      <td>
                        {one.clearedAtBlock === null ? (
                          <StatusTag status="open" tone="bad" />
                        ) : (
                          <StatusTag status={`cleared at ${one.clearedAtBlock}`} tone="good" />
                        )}
                      </td>
                      <td>{nameOf(one.chain)}</td>
                      <td title={one.marketId}>
                        {one.protocol} {marketLabel(one.protocol, one.marketId)}
                      </td>
                      <td>
                        {one.account === null ? (
                          <span className="muted">the market itself</span>
                        ) : (
                          <AccountLink account={one.account} />
                        )}
                      </td>
                      <th scope="row" className="wrap">
                        {one.what}
                      </th>
                      <td className="right number">{one.indexed ?? "unknown"}</td>
                      <td className="right number">{one.contract ?? "fails"}</td>
                      <td className="right number">
                        {one.block.number.toLocaleString("en")} <ShortHex text={one.block.hash} />
                      </td>
                      <td className="number">{formatTime(one.foundAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableRegion>
          )
        }
      </AnswerState>
    </Panel>
  );
}
