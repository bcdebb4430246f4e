import { useState } from "react";
import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { AnswerSource } from "../../components/evidence.tsx";
import {
  ChainFilter,
  ChoiceFilter,
  FilterBar,
  ProtocolFilter,
  TextFilter,
} from "../../components/filters.tsx";
import { Pager } from "../../components/pager.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useFilters } from "../../lib/use-filters.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { AtRiskTable } from "./at-risk-table.tsx";
import { UnknownTable } from "./unknown-table.tsx";
import { PAGE_ITEMS, useAtRisk } from "./use-at-risk.ts";

const SHOWN_AT_ONCE = 50;
const USUAL_HEALTH = "1.1";

/** Who is near liquidation: as it changes, or page by page as it was. */
export function AtRiskPanel() {
  const asOf = useAsOf();
  const filters = useFilters(["maxHealth", "chain", "protocol", "minValue", "liquidatable"]);
  const { cursor } = useFilters(["cursor"]).values;
  const isLive = asOf.isLive && cursor === undefined;
  const live = useAtRisk(filters.values, isLive);
  const query = useAnswer(
    "/v1/at-risk",
    { query: { ...filters.values, ...asOf.query, cursor, limit: isLive ? SHOWN_AT_ONCE : 100 } },
    // The stream goes on where this has begun; without it this asks by itself.
    { refetchSeconds: 5, keepPrevious: true, enabled: live === null },
  );
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const body = live?.body ?? query.data?.body;
  useReportAnswer(body);
  const csvQuery = { ...filters.values, at: asOf.at ?? body?.at, limit: PAGE_ITEMS };

  return (
    <Panel
      title="At risk"
      note={
        live === null
          ? undefined
          : `${live.body.items.length} below ${filters.values.maxHealth ?? USUAL_HEALTH} or liquidatable, ${live.body.unknown.length} unknown`
      }
      actions={<CsvLink path="/v1/at-risk" query={csvQuery} />}
    >
      <FilterBar label="Filters" isFiltered={filters.isFiltered} onClear={filters.clear}>
        <TextFilter
          label="Health below"
          value={filters.values.maxHealth}
          placeholder={USUAL_HEALTH}
          inputMode="decimal"
          onChange={(value) => filters.change("maxHealth", value)}
        />
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
        <ChoiceFilter
          label="Verdict"
          none="All"
          value={filters.values.liquidatable}
          choices={[{ value: "true", label: "Liquidatable now" }]}
          onChange={(value) => filters.change("liquidatable", value)}
        />
      </FilterBar>
      {live === null ? (
        <AnswerState query={query} what="the list of accounts at risk">
          {(page) => (
            <>
              <AtRiskTable items={page.items} isFiltered={filters.isFiltered} />
              <UnknownTable entries={page.unknown} />
              <Pager next={page.next} at={page.at} />
            </>
          )}
        </AnswerState>
      ) : (
        <AnswerSource answer={live}>
          <AtRiskTable items={live.body.items.slice(0, most)} isFiltered={filters.isFiltered} />
          {live.body.items.length > most && (
            <p className="show-more">
              <button
                type="button"
                className="button"
                onClick={() => setMost((count) => count + SHOWN_AT_ONCE)}
              >
                Show {Math.min(SHOWN_AT_ONCE, live.body.items.length - most)} more of{" "}
                {live.body.items.length}
              </button>
            </p>
          )}
          <UnknownTable entries={live.body.unknown} />
        </AnswerSource>
      )}
    </Panel>
  );
}
