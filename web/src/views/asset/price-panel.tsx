import { Figure } from "../../components/figure.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import type { Price, Schemas } from "../../lib/api.ts";
import { approximateForPixels, formatFixed, usefulDigits } from "../../lib/format-decimal.ts";
import { formatBps, formatTime, words } from "../../lib/format-units.ts";

/** The price between its ends, its rules' verdict, and of what it is derived. */
export function PricePanel({ item, price }: { item: Schemas["AssetPrice"]; price: Price }) {
  const { low, mid, high, quorum, derived, backing } = price;
  return (
    <section className="panel price-panel" aria-label="Price">
      <div>
        <h2>Middle, USD</h2>
        <Figure
          value={mid}
          title={`${item.symbol}, middle price`}
          className="summary-value"
          {...{ unit: "USD", showUnit: true, prices: [price] }}
          pointer="/items/0/price/mid"
          meaning="The median over groups of feeds with the same upstream, of those that voted (docs/prices.md)."
        />
        <div className="range-ends">
          <Figure
            value={low}
            title={`${item.symbol}, low price`}
            {...{ unit: "USD", rounding: "down", showUnit: true, prices: [price] }}
            pointer="/items/0/price/low"
            meaning="What collateral is valued at."
          />
          <span className="range-width">
            {price.spreadBps === null ? "" : `${formatBps(price.spreadBps)} spread`}
          </span>
          <Figure
            value={high}
            title={`${item.symbol}, high price`}
            {...{ unit: "USD", rounding: "up", showUnit: true, prices: [price] }}
            pointer="/items/0/price/high"
            meaning="What debt is valued at."
          />
        </div>
        {low !== null && high !== null && (
          <VoteStrip low={low.decimal} high={high.decimal} price={price} />
        )}
      </div>
      <dl className="price-facts">
        <div>
          <dt>Status</dt>
          <dd>
            <StatusTag status={price.status} /> {price.flags.map(words).join(", ")}
          </dd>
        </div>
        <div>
          <dt>Votes</dt>
          <dd className="number">
            {quorum.had} of {quorum.configured}, {quorum.needed} needed
          </dd>
        </div>
        <div>
          <dt>As of (UTC)</dt>
          <dd className="number">{price.asOf === null ? "–" : formatTime(price.asOf)}</dd>
        </div>
        <div>
          <dt>Price</dt>
          <dd>{price.id}</dd>
        </div>
        <div>
          <dt>Class, haircut</dt>
          <dd>
            {item.class === null ? "none" : words(item.class)}
            {item.haircutBps !== null && `, ${formatBps(item.haircutBps)}`}
          </dd>
        </div>
        {derived !== undefined && (
          <div>
            <dt>Derived by rate</dt>
            <dd>
              <span className="muted">{derived.rateId}</span>{" "}
              <Figure
                value={derived.rate}
                title={`Rate ${derived.rateId}`}
                pointer="/items/0/price/derived"
                meaning="The rate that the price of the underlying asset is multiplied by, after caps (docs/prices.md)."
              />
            </dd>
          </div>
        )}
        {backing !== undefined && (
          <div>
            <dt>Backed by {backing.id}</dt>
            <dd>
              {backing.missing === null ? (
                "unknown"
              ) : (
                <>
                  missing{" "}
                  <Figure
                    value={backing.missing}
                    title="Not backed"
                    pointer="/items/0/price/backing"
                    meaning="Issued on the other side and not in escrow."
                  />
                </>
              )}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** From the lowest word of a feed to the highest, voted or not, and where the price lies between. */
function VoteStrip({ low, high, price }: { low: string; high: string; price: Price }) {
  const said = price.feeds
    .flatMap(({ id, voted, price: word }) =>
      word === null ? [] : [{ id, voted, ...word, place: approximateForPixels(word.decimal) }],
    )
    .sort((a, b) => a.place - b.place);
  const [lowest, highest] = [said[0], said.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const ends = [approximateForPixels(low), approximateForPixels(high)] as const;
  const from = Math.min(lowest.place, ends[0]);
  const width = Math.max(highest.place, ends[1]) - from;
  const percent = (place: number) => (width === 0 ? 50 : ((place - from) / width) * 100);
  return (
    <>
      <div className="votes" aria-hidden="true">
        <span
          className="votes-range"
          style={{ left: `${percent(ends[0])}%`, right: `${100 - percent(ends[1])}%` }}
        />
        {said.map(({ id, voted, decimal, place }) => (
          <span
            key={id}
            className="vote"
            data-voted={voted}
            style={{ left: `${percent(place)}%` }}
            title={`${id}: ${decimal}`}
          />
        ))}
      </div>
      <p className="votes-ends">
        <span>{said.length === 1 ? "one feed" : `${said.length} feeds`}</span>
        <span>
          {shortWord(lowest.decimal)} to {shortWord(highest.decimal)}
        </span>
      </p>
    </>
  );
}

const shortWord = (decimal: string) => formatFixed(decimal, usefulDigits(decimal), "nearest");
