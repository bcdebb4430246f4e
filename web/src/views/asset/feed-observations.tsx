import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Figure } from "../../components/figure.tsx";
import { ShortHex } from "../../components/identifier.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatTime } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useViewAnswer } from "../../shell/view-answer.tsx";

const NEWEST = 20;

/** What one feed said, newest first, up to the moment on view. */
export function FeedObservations({ feed }: { feed: string }) {
  const evaluatedAt = useViewAnswer()?.evaluatedAt;
  const query = useAnswer(
    "/v1/feeds/{id}/observations",
    { path: { id: feed }, query: { to: evaluatedAt, limit: NEWEST } },
    { enabled: evaluatedAt !== undefined, keepPrevious: true, staleSeconds: 60 },
  );
  return (
    <AnswerState query={query} what="observations">
      {({ items, next }) =>
        items.length === 0 ? (
          <p className="empty">It has said nothing yet.</p>
        ) : (
          <>
            <TableRegion label={`Observations of ${feed}`}>
              <table>
                <caption className="visually-hidden">Observations of {feed}</caption>
                <thead>
                  <tr>
                    <th scope="col">Signed (UTC)</th>
                    <th scope="col">Readable (UTC)</th>
                    <th scope="col" className="right">
                      Value
                    </th>
                    <th scope="col" className="right">
                      Confidence
                    </th>
                    <th scope="col">Round</th>
                    <th scope="col" className="right">
                      Block
                    </th>
                    <th scope="col">Transaction</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one, index) => (
                    <tr key={`${one.round}${one.writeTime}${one.logIndex}`}>
                      <th scope="row" className="number">
                        {formatTime(one.sourceTime)}
                      </th>
                      <td className="number">{formatTime(one.writeTime)}</td>
                      <td className="right">
                        <Figure
                          value={one.value}
                          title={`What ${feed} said`}
                          pointer={`/items/${index}`}
                          meaning="In the unit that the feed quotes in."
                        />
                      </td>
                      <td className="right number" title={one.confidence?.decimal}>
                        {one.confidence === null ? "" : `± ${one.confidence.decimal}`}
                      </td>
                      <td className="observation-round" title={one.round}>
                        {one.round}
                      </td>
                      <td className="right number">
                        {one.block === null ? "HTTP" : one.block.toLocaleString("en")}
                      </td>
                      <td>{one.transaction !== null && <ShortHex text={one.transaction} />}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableRegion>
            <p className="observations-end">
              {next !== null && <span className="muted">The newest {NEWEST} are shown. </span>}
              <CsvLink
                path={`/v1/feeds/${encodeURIComponent(feed)}/observations`}
                query={{ to: evaluatedAt, limit: 1_000 }}
                label="More, as CSV"
              />
            </p>
          </>
        )
      }
    </AnswerState>
  );
}
