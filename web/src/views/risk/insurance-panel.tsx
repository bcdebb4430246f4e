import { AnswerState } from "../../components/answer-state.tsx";
import { Causes } from "../../components/causes.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import type { Schemas } from "../../lib/api.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { FundFacts } from "./fund-facts.tsx";
import { OpenInterestTable } from "./open-interest-table.tsx";
import { ShortfallsTable } from "./shortfalls-table.tsx";

/** What each venue's insurance fund has, and what it may have to cover. */
export function InsurancePanel() {
  const asOf = useAsOf();
  const query = useAnswer("/v1/insurance-funds", { query: asOf.query }, { refetchSeconds: 10 });
  const body = query.data?.body;
  useReportAnswer(
    body && {
      ...{ at: body.at, blocks: body.blocks },
      evaluatedAt: Math.max(...body.blocks.map(({ time }) => time)),
    },
  );
  const csv = <CsvLink path="/v1/insurance-funds" query={{ at: asOf.at ?? body?.at }} />;
  return (
    <AnswerState query={query} what="the insurance funds">
      {({ items }) =>
        items.length === 0 ? (
          <Panel title="Insurance funds" actions={csv}>
            <p className="empty">
              No protocol on these chains insures its accounts by a fund. What was written off is
              under “Liquidations”, as bad debt.
            </p>
          </Panel>
        ) : (
          <div className="panels">
            {items.map((fund, index) => (
              <Fund key={fund.fund} fund={fund} pointer={`/items/${index}`} csv={csv} />
            ))}
          </div>
        )
      }
    </AnswerState>
  );
}

function Fund(parameters: {
  fund: Schemas["InsuranceFund"];
  pointer: string;
  csv: React.ReactNode;
}) {
  const { fund, pointer, csv } = parameters;
  const nameOf = useChainNames();
  return (
    <Panel
      title={`${fund.protocol} ${marketLabel(fund.protocol, fund.marketId)} on ${nameOf(fund.chain)}`}
      note={
        <>
          Insurance fund <ShortHex text={fund.fund} />, all amounts in {fund.symbol}
        </>
      }
      actions={csv}
    >
      <Causes causes={fund.causes} />
      <div className="panel-body">
        <FundFacts fund={fund} pointer={pointer} />
      </div>
      <ShortfallsTable fund={fund} pointer={pointer} />
      <OpenInterestTable fund={fund} pointer={pointer} />
    </Panel>
  );
}
