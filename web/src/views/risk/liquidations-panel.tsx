import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { ChainFilter, FilterBar, ProtocolFilter, TextFilter } from "../../components/filters.tsx";
import { Pager } from "../../components/pager.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useFilters } from "../../lib/use-filters.ts";
import { LiquidationsTable } from "./liquidations-table.tsx";

const PAGE_ITEMS = 50;

/** Who lost what to whom, and what was left of the debt. */
export function LiquidationsPanel() {
  const asOf = useAsOf();
  const filters = useFilters(["account", "chains", "protocol"]);
  const { cursor } = useFilters(["cursor"]).values;
  const asked = { ...filters.values, ...asOf.query, limit: PAGE_ITEMS };
  const query = useAnswer(
    "/v1/liquidations",
    { query: { ...asked, cursor } },
    { refetchSeconds: cursor === undefined ? 10 : undefined, keepPrevious: true },
  );
  return (
    <Panel
      title="Liquidations"
      note="As the contracts logged them, at prices of their own blocks; the newest first"
      actions={<CsvLink path="/v1/liquidations" query={{ ...asked, limit: 100 }} />}
    >
      <FilterBar label="Filters" isFiltered={filters.isFiltered} onClear={filters.clear}>
        <TextFilter
          label="Account"
          value={filters.values.account}
          placeholder="0x…"
          width="14rem"
          onChange={(value) => filters.change("account", value)}
        />
        <ChainFilter
          value={filters.values.chains}
          onChange={(value) => filters.change("chains", value)}
        />
        <ProtocolFilter
          value={filters.values.protocol}
          onChange={(value) => filters.change("protocol", value)}
        />
      </FilterBar>
      <AnswerState query={query} what="the liquidations">
        {(page) => (
          <>
            {page.items.length === 0 ? (
              <p className="empty">
                {filters.isFiltered
                  ? "Nobody was liquidated under these filters. Take one away, or look at all accounts."
                  : "Nobody was liquidated since the index began. Who may be is under “At risk”."}
              </p>
            ) : (
              <LiquidationsTable items={page.items} />
            )}
            {/* The cursor itself names the moment. */}
            <Pager next={page.next} />
          </>
        )}
      </AnswerState>
    </Panel>
  );
}
