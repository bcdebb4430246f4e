import { AnswerState } from "../../components/answer-state.tsx";
import { AccountLink, ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatTime } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";

/** Which other accounts are this owner's, by statements that both have signed. */
export function LinksPanel({ account }: { account: string }) {
  const asOf = useAsOf();
  const query = useAnswer(
    "/v1/accounts/{account}/links",
    { path: { account }, query: { ...asOf.query } },
    { refetchSeconds: 60 },
  );
  return (
    <Panel title="Linked accounts" note="By statements that both sides have signed">
      <AnswerState query={query} what="links">
        {({ links }) =>
          links.length === 0 ? (
            <p className="empty">No statement links this account to another one.</p>
          ) : (
            <TableRegion label="Linked accounts">
              <table>
                <caption className="visually-hidden">Links in force</caption>
                <thead>
                  <tr>
                    <th scope="col">Accounts</th>
                    <th scope="col">State</th>
                    <th scope="col">From (UTC)</th>
                    <th scope="col">Until (UTC)</th>
                    <th scope="col">Statement</th>
                  </tr>
                </thead>
                <tbody>
                  {links.map(({ id, statement, state, from }) => (
                    <tr key={id}>
                      <th scope="row">
                        <AccountLink account={statement.first} /> and{" "}
                        <AccountLink account={statement.second} />
                      </th>
                      <td>
                        <StatusTag status={state} tone={state === "in-force" ? "good" : "warn"} />
                      </td>
                      <td className="number">{formatTime(from)}</td>
                      <td className="number">{formatTime(statement.expiresAt)}</td>
                      <td>
                        <ShortHex text={id} />
                      </td>
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
