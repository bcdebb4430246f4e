import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatDuration } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { countFeeds } from "./count-feeds.ts";

/** Whether the feeds of each chain still speak. */
export function FeedsPanel() {
  const nameOf = useChainNames();
  const query = useAnswer("/v1/feeds", {}, { refetchSeconds: 30, staleSeconds: 15 });
  return (
    <Panel
      title="Feeds"
      note="By chain and kind; late is a feed whose newest value is older than its rule lets vote"
      actions={<CsvLink path="/v1/feeds" />}
    >
      <AnswerState query={query} what="the feeds">
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">The methodology names no feeds on these chains.</p>
          ) : (
            <TableRegion label="Feeds by chain and kind">
              <table>
                <caption className="visually-hidden">Feeds by chain and kind</caption>
                <thead>
                  <tr>
                    <th scope="col">Chain</th>
                    <th scope="col">Kind</th>
                    <th scope="col" className="right">
                      Feeds
                    </th>
                    <th scope="col">State</th>
                    <th scope="col" className="right">
                      Newest value
                    </th>
                    <th scope="col">Late or silent</th>
                  </tr>
                </thead>
                <tbody>
                  {countFeeds(items).map(
                    ({ chain, kind, feeds, alive, late, silent, ...tally }) => (
                      <tr key={`${chain}${kind}`}>
                        <td>{chain === null ? "over HTTP" : nameOf(chain)}</td>
                        <th scope="row">{kind}</th>
                        <td className="right number">{feeds}</td>
                        <td>
                          <StatusTag
                            status={alive === feeds ? "all speak" : `${alive} of ${feeds} speak`}
                            tone={alive === feeds ? "good" : alive === 0 ? "bad" : "warn"}
                          />
                        </td>
                        <td className="right number">
                          {tally.newestAgeSeconds === null
                            ? "never"
                            : `${formatDuration(tally.newestAgeSeconds)} ago`}
                        </td>
                        <td className="wrap muted">
                          {[
                            ...late.map((id) => `${id} late`),
                            ...silent.map((id) => `${id} silent`),
                          ].join(", ") || "none"}
                        </td>
                      </tr>
                    ),
                  )}
                </tbody>
              </table>
            </TableRegion>
          )
        }
      </AnswerState>
    </Panel>
  );
}
