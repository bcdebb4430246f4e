import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Figure } from "../../components/figure.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { countQuantity } from "../../lib/count-quantity.ts";
import { formatDuration, formatTime } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

type Parity = Schemas["Parity"];

/** What a sampler has compared with the contracts' own views at the same blocks, without tolerance. */
export function ParityPanel() {
  const query = useAnswer("/v1/parity", {}, { refetchSeconds: 10 });
  const sampler = query.data?.body.sampler;
  return (
    <Panel
      title="Parity with the contracts"
      note={sampler !== undefined && <SamplerNote sampler={sampler} />}
      actions={<CsvLink path="/v1/parity" />}
    >
      <AnswerState query={query} what="the comparisons">
        {({ items, since }) =>
          items.length === 0 ? (
            <p className="empty">
              Nothing has been compared with this index yet. The worker does it: start it with{" "}
              <code>npm run worker</code>.
            </p>
          ) : (
            <TableRegion label="Comparisons with the contracts">
              <table>
                <caption className="visually-hidden">
                  Comparisons with the contracts by chain and protocol
                  {since !== null && `, since ${formatTime(since)}`}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">Chain</th>
                    <th scope="col">Protocol or feed</th>
                    <th scope="col" className="right">
                      Compared
                    </th>
                    <th scope="col" className="right">
                      Differed
                    </th>
                    <th scope="col">Greatest difference</th>
                    <th scope="col" className="right">
                      Not readable
                    </th>
                    <th scope="col" className="right">
                      Last block
                    </th>
                    <th scope="col">Last compared (UTC)</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item, index) => (
                    <TallyRow
                      key={`${item.chain}${item.protocol}`}
                      item={item}
                      pointer={`/items/${index}`}
                    />
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

function SamplerNote({ sampler }: { sampler: Parity["sampler"] }) {
  const { alive, ageSeconds, intervalSeconds } = sampler;
  return (
    <>
      <StatusTag
        status={alive ? "sampler alive" : "sampler silent"}
        tone={alive ? "good" : "bad"}
      />{" "}
      {ageSeconds === null
        ? "no round yet"
        : `last round ${formatDuration(ageSeconds)} ago, every ${intervalSeconds} s`}
    </>
  );
}

function TallyRow({ item, pointer }: { item: Schemas["ParityTally"]; pointer: string }) {
  const nameOf = useChainNames();
  const name = `${item.protocol} on ${nameOf(item.chain)}`;
  return (
    <tr>
      <td>{nameOf(item.chain)}</td>
      <th scope="row">{item.protocol}</th>
      <td className="right">
        <Figure
          value={countQuantity(item.comparisons)}
          title={`${name}: compared`}
          digits={0}
          pointer={`${pointer}/comparisons`}
          meaning={`Values compared with the contracts' own views at the same block, since ${formatTime(item.since)} UTC.`}
        />
      </td>
      <td className="right">
        <Figure
          value={countQuantity(item.mismatches)}
          title={`${name}: differed`}
          digits={0}
          pointer={`${pointer}/mismatches`}
          meaning="Any difference counts: there is no tolerance."
          className={item.mismatches > 0 ? "differs" : undefined}
        />
      </td>
      <td className="wrap">
        {item.largestDifference === null ? (
          <span className="muted">none</span>
        ) : (
          `${item.largestDifference.units} raw units of ${item.largestDifference.what}`
        )}
      </td>
      <td className="right" title={item.unreadReason ?? undefined}>
        {item.unread === 0 ? (
          <span className="number">0</span>
        ) : (
          <>
            <StatusTag status={`${item.unread} rounds`} tone="warn" />
            <span className="visually-hidden">{item.unreadReason}</span>
          </>
        )}
      </td>
      <td className="right">
        <Figure
          value={countQuantity(item.lastBlock?.number ?? null)}
          title={`${name}: last block compared`}
          digits={0}
          pointer={`${pointer}/lastBlock/number`}
        />
      </td>
      <td className="number">
        {item.lastBlock === null ? (
          <span className="muted">never</span>
        ) : (
          formatTime(item.lastBlock.comparedAt)
        )}
      </td>
    </tr>
  );
}
