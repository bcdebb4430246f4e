import { useState } from "react";
import { Figure } from "../../components/figure.tsx";
import { ShortHex } from "../../components/identifier.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { VoteTag } from "../../components/vote-tag.tsx";
import type { Price } from "../../lib/api.ts";
import { formatBps, formatDuration, formatTime, words } from "../../lib/format-units.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { FeedObservations } from "./feed-observations.tsx";

/** Every feed of the price; pressing one shows what it said over time. */
export function FeedsPanel({ price, evaluatedAt }: { price: Price; evaluatedAt: number }) {
  const nameOf = useChainNames();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <TableRegion label="Feeds">
      <table>
        <caption className="visually-hidden">Feeds of {price.id}</caption>
        <thead>
          <tr>
            <th scope="col">Feed</th>
            <th scope="col">Vote</th>
            <th scope="col" className="right">
              Says
            </th>
            <th scope="col" className="right">
              Price, USD
            </th>
            <th scope="col" className="right">
              Confidence
            </th>
            <th scope="col" className="right">
              Age
            </th>
            <th scope="col">Signed (UTC)</th>
            <th scope="col">From</th>
            <th scope="col">Upstream</th>
          </tr>
        </thead>
        {price.feeds.map((feed, index) => {
          const isOpen = opened === feed.id;
          const pointer = `/items/0/price/feeds/${index}`;
          return (
            <tbody key={feed.id}>
              <tr>
                <th scope="row" className="feed-id" title={feed.id}>
                  <button
                    type="button"
                    className="link"
                    aria-expanded={isOpen}
                    onClick={() => setOpened(isOpen ? null : feed.id)}
                  >
                    {feed.id}
                  </button>
                </th>
                <td>
                  <VoteTag feed={feed} />
                </td>
                <td className="right">
                  <Figure
                    value={feed.value}
                    title={`What ${feed.id} says`}
                    pointer={pointer}
                    meaning="In the unit that the feed quotes in."
                  />
                </td>
                <td className="right">
                  <Figure
                    value={feed.price}
                    title={`Price by ${feed.id}`}
                    unit="USD"
                    pointer={`${pointer}/price`}
                    meaning="What it says, turned into USD where it quotes in something else."
                  />
                </td>
                <td className="right number">
                  {feed.confidenceBps === null ? "" : `± ${formatBps(feed.confidenceBps)}`}
                </td>
                <td className="right number">
                  {feed.sourceTime === null ? "–" : formatDuration(evaluatedAt - feed.sourceTime)}
                </td>
                <td className="number">
                  {feed.sourceTime === null ? "–" : formatTime(feed.sourceTime)}
                </td>
                <td className="muted">
                  {feed.chain === null ? "HTTP" : nameOf(feed.chain)}
                  {feed.block !== null && ` ${feed.block.toLocaleString("en")}`}{" "}
                  {feed.transaction !== null && <ShortHex text={feed.transaction} />}
                </td>
                <td className="muted">{feed.upstream.map(words).join(", ")}</td>
              </tr>
              {isOpen && (
                <tr>
                  <td colSpan={9} className="observations">
                    <FeedObservations feed={feed.id} />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
      </table>
    </TableRegion>
  );
}
