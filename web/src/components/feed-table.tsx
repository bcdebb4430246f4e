import type { Schemas } from "../lib/api.ts";
import { formatFixed, usefulDigits } from "../lib/format-decimal.ts";
import { formatDuration, formatTime } from "../lib/format-units.ts";
import { TableRegion } from "./table-region.tsx";
import { VoteTag } from "./vote-tag.tsx";

type Feed = Schemas["FeedEvidence"];

/** Every feed of a price: what it said, how old that is, and whether it voted or why not. */
export function FeedTable({ feeds, caption }: { feeds: readonly Feed[]; caption: string }) {
  return (
    <TableRegion label={caption}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Feed</th>
            <th scope="col" className="right">
              Says
            </th>
            <th scope="col" className="right">
              Price, USD
            </th>
            <th scope="col">Vote</th>
            <th scope="col" className="right">
              Age
            </th>
            <th scope="col">Signed (UTC)</th>
            <th scope="col">Upstream</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.id}>
              <th scope="row" className="feed-id" title={feed.id}>
                {feed.id}
              </th>
              <FeedNumber value={feed.value} />
              <FeedNumber value={feed.price} />
              <td>
                <VoteTag feed={feed} />
              </td>
              <td className="right number">
                {feed.ageSeconds === null ? "–" : formatDuration(feed.ageSeconds)}
              </td>
              <td className="number">
                {feed.sourceTime === null ? "–" : formatTime(feed.sourceTime)}
              </td>
              <td className="muted">{feed.upstream.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}

function FeedNumber({ value }: { value: Feed["value"] }) {
  if (value === null) return <td className="right muted">unknown</td>;
  return (
    <td className="right number" title={value.decimal}>
      {formatFixed(value.decimal, usefulDigits(value.decimal), "nearest")}
    </td>
  );
}
