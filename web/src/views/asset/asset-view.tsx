import { useParams } from "react-router";
import { AnswerState } from "../../components/answer-state.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { usePrices } from "../../lib/use-prices.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { FeedsPanel } from "./feeds-panel.tsx";
import { PriceHistoryPanel } from "./price-history-panel.tsx";
import { PricePanel } from "./price-panel.tsx";
import "./asset.css";

/** `/assets/{CAIP-19}`: one price, everything that it rests on, and how it came to be. */
export function Component() {
  const { "*": asset = "" } = useParams();
  const asOf = useAsOf();
  const nameOf = useChainNames();
  const query = usePrices(asset);
  const item = query.data?.body.items[0];
  const body = query.data?.body;
  useReportAnswer(body && { ...body, status: item?.price?.status });
  const chain = asset.split("/")[0]!;
  const title = item?.symbol == null ? asset : `${item.symbol} on ${nameOf(chain)}`;
  return (
    <>
      <PageTitle title={title}>
        {item?.price != null && <StatusTag status={item.price.status} />}
        <span className="hex muted asset-id">{asset}</span>
        <span className="title-actions">
          <CopyButton text={asset} label="Copy" />
          <CsvLink
            path="/v1/prices"
            query={{ assets: asset, ...asOf.query }}
            label="Price as CSV"
          />
        </span>
      </PageTitle>
      <AnswerState query={query} what="the price">
        {({ items, evaluatedAt }) => {
          const [found] = items;
          if (found?.price == null) {
            return (
              <section className="notice notice-bad" role="alert">
                <h2>There is no price for this asset</h2>
                <p>{found?.error?.detail}</p>
                <p>
                  An asset is named by CAIP-19, such as{" "}
                  <code>eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3</code>. The{" "}
                  <a href="/assets">list of assets</a> has every one that is priced here.
                </p>
              </section>
            );
          }
          const { price } = found;
          return (
            <div className="panels">
              <PricePanel item={found} price={price} />
              <PriceHistoryPanel asset={found.asset} symbol={found.symbol ?? ""} />
              <Panel
                title="Feeds"
                note={`${price.feeds.length} feeds, ${price.quorum.had} of ${price.quorum.configured} groups voted, ${price.quorum.needed} needed`}
                actions={<CsvLink path="/v1/feeds" query={{ asset: found.asset, ...asOf.query }} />}
              >
                <FeedsPanel price={price} evaluatedAt={evaluatedAt} />
              </Panel>
            </div>
          );
        }}
      </AnswerState>
    </>
  );
}
