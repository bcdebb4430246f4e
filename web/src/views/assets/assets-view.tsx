import { useState } from "react";
import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { usePrices } from "../../lib/use-prices.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { AssetsTable } from "./assets-table.tsx";
import "./assets.css";

/** `/assets`: every asset that the methodology prices, with how good its price is. */
export function Component() {
  const asOf = useAsOf();
  const nameOf = useChainNames();
  const query = usePrices();
  const [filter, setFilter] = useState("");
  useReportAnswer(query.data?.body);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    <>
      <PageTitle title="Assets" />
      <AnswerState query={query} what="prices">
        {(body) => {
          const shown = body.items.filter((item) => {
            const chain = item.asset.split("/")[0]!;
            const text =
              `${item.symbol} ${item.asset} ${nameOf(chain)} ${item.class} ${item.price?.id} ${item.price?.status}`.toLowerCase();
            return words.every((word) => text.includes(word));
          });
          const good = body.items.filter(({ price }) => price?.status === "ok").length;
          return (
            <Panel
              title="Prices"
              note={`${good} of ${body.items.length} ok · USD per whole token · low values collateral, high values debt`}
              actions={
                <>
                  <label>
                    <span className="visually-hidden">Filter</span>
                    <input
                      className="filter"
                      placeholder="Filter: symbol, chain, class, status"
                      value={filter}
                      onChange={(event) => setFilter(event.target.value)}
                    />
                  </label>
                  <CsvLink path="/v1/prices" query={{ ...asOf.query }} />
                </>
              }
            >
              {shown.length === 0 ? (
                <p className="empty">
                  No asset fits “{filter}”. Try a symbol (
                  {[...new Set(body.items.map(({ symbol }) => symbol))].slice(0, 4).join(", ")}), a
                  chain, a class or a status.
                </p>
              ) : (
                <AssetsTable
                  items={shown}
                  all={body.items}
                  evaluatedAt={body.evaluatedAt}
                  nameOf={nameOf}
                />
              )}
            </Panel>
          );
        }}
      </AnswerState>
    </>
  );
}
