import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { ChainFilter, FilterBar, ProtocolFilter, TextFilter } from "../../components/filters.tsx";
import { Pager } from "../../components/pager.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useFilters } from "../../lib/use-filters.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { DivergencesTable } from "./divergences-table.tsx";

const PAGE_ITEMS = 100;

/** Whom a protocol will, or will not, liquidate against independent prices. */
export function DivergencesPanel() {
  const asOf = useAsOf();
  const filters = useFilters(["chain", "protocol", "minValue"]);
  const { cursor } = useFilters(["cursor"]).values;
  const asked = { ...filters.values, ...asOf.query, cursor, limit: PAGE_ITEMS };
  const query = useAnswer(
    "/v1/divergences",
    { query: asked },
    { refetchSeconds: 5, keepPrevious: true },
  );
  const body = query.data?.body;
  useReportAnswer(body);
  return (
    <Panel
      title="Divergences"
      note="Where the market's own verdict is another than the same rule's at Ballast's median prices"
      actions={<CsvLink path="/v1/divergences" query={{ ...asked, at: asOf.at ?? body?.at }} />}
    >
      <FilterBar label="Filters" isFiltered={filters.isFiltered} onClear={filters.clear}>
        <ChainFilter
          value={filters.values.chain}
          onChange={(value) => filters.change("chain", value)}
        />
        <ProtocolFilter
          value={filters.values.protocol}
          onChange={(value) => filters.change("protocol", value)}
        />
        <TextFilter
          label="Debt of at least (USD)"
          value={filters.values.minValue}
          placeholder="0"
          inputMode="decimal"
          onChange={(value) => filters.change("minValue", value)}
        />
      </FilterBar>
      <AnswerState query={query} what="the list of divergences">
        {(page) => (
          <>
            {page.items.length === 0 ? (
              <p className="empty">
                Nobody's verdict differs{filters.isFiltered ? " under these filters" : ""}: every
                market's own oracle leads to the same verdict as Ballast's prices, wherever those
                are known.
              </p>
            ) : (
              <DivergencesTable entries={page.items} pointer="/items" label="List of divergences" />
            )}
            {page.unknown.length > 0 && (
              <div className="unknown-list">
                <h3>
                  Not known ({page.unknown.length}){" "}
                  <span className="muted">
                    Ballast lacks a price of the market, so that nobody can say whether the verdicts
                    differ.
                  </span>
                </h3>
                <DivergencesTable
                  entries={page.unknown}
                  pointer="/unknown"
                  label="Divergences that are not known"
                />
              </div>
            )}
            <Pager next={page.next} at={page.at} />
          </>
        )}
      </AnswerState>
    </Panel>
  );
}
