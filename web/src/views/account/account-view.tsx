import { useEffect, useRef } from "react";
import { useParams } from "react-router";
import { AnswerState } from "../../components/answer-state.tsx";
import { Causes } from "../../components/causes.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { formatCompact } from "../../lib/format-decimal.ts";
import { useAnnounce } from "../../shell/announcer.tsx";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import type { AccountAnswer } from "./account-answer.ts";
import { DerivativesPanel } from "./derivatives-panel.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { LinksPanel } from "./links-panel.tsx";
import { LiquidationPricesPanel } from "./liquidation-prices-panel.tsx";
import { LiquidationsPanel } from "./liquidations-panel.tsx";
import { PositionsPanel } from "./positions-panel.tsx";
import { SummaryPanel } from "./summary-panel.tsx";
import { useAccount } from "./use-account.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";
import "./account.css";

/** `/accounts/{account}`: what one account has, owes and may lose, over all chains and protocols. */
export function Component() {
  const { account = "" } = useParams();
  const { query, at } = useAccount(account);
  useReportAnswer(query.data?.body);
  useTellOfChanges(query.data?.body);
  const path = `/v1/accounts/${account}/collateral`;
  return (
    <>
      <PageTitle title={account} shown={<span className="hex account-name">{account}</span>}>
        {query.data !== undefined && <StatusTag status={query.data.body.status} />}
        {query.data?.body.simulated && (
          <StatusTag status="local chains" title="Nothing here is real money." />
        )}
        <span className="title-actions">
          <CopyButton text={account} label="Copy" />
          <CsvLink path={path} query={{ at }} label="Positions as CSV" />
        </span>
      </PageTitle>
      <AnswerState query={query} what="the account">
        {(body) => (
          <>
            <Causes causes={body.causes} />
            <SummaryPanel body={body} />
            <div className="account-grid">
              <div className="panels">
                <PositionsPanel body={body} />
                <HealthPanel body={body} />
                <LiquidationPricesPanel body={body} />
                <DerivativesPanel body={body} />
              </div>
              <div className="panels">
                <HistoryPanel account={account} />
                <WhatIfPanel key={account} account={account} at={at} body={body} />
              </div>
            </div>
          </>
        )}
      </AnswerState>
      <div className="panels account-more">
        <LiquidationsPanel account={account} />
        <LinksPanel account={account} />
      </div>
    </>
  );
}

/** A screen reader hears of another net value, at most every some seconds. */
function useTellOfChanges(body: AccountAnswer | undefined): void {
  const announce = useAnnounce();
  const net = body?.totals.net;
  const text = net == null ? undefined : formatCompact(net.decimal, 0, "nearest");
  const told = useRef(text);
  useEffect(() => {
    if (text === undefined || text === told.current) return;
    if (told.current !== undefined) announce(`Net value ${text} USD.`);
    told.current = text;
  }, [announce, text]);
}
