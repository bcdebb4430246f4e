import { Link, Navigate, useSearchParams } from "react-router";
import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { AttestationsTable } from "./attestations-table.tsx";
import "./attestations.css";

const PAGE_ITEMS = 25;

/** All attestations, the newest first, and how far each one is. */
export function Component() {
  const [parameters] = useSearchParams();
  const { search, isLive } = useAsOf();
  const cursor = parameters.get("cursor") ?? undefined;
  const query = useAnswer(
    "/v1/attestations",
    { query: { limit: PAGE_ITEMS, cursor } },
    { refetchSeconds: cursor === undefined ? 3 : 15, keepPrevious: true },
  );
  const epoch = parameters.get("epoch");
  // What the search sends.
  if (epoch !== null) {
    return (
      <Navigate replace to={{ pathname: `/attestations/${encodeURIComponent(epoch)}`, search }} />
    );
  }
  const newestSigned = query.data?.body.items.find(
    ({ state }) => state === "signed" || state === "delivered",
  );
  return (
    <>
      <PageTitle title="Attestations">
        <p className="muted">
          Signed statements of all accounts' values, each at one block vector.{" "}
          {newestSigned !== undefined && (
            <Link to={{ pathname: `/attestations/${newestSigned.epoch}`, search }}>
              Check an account's proof
            </Link>
          )}
        </p>
      </PageTitle>
      {!isLive && (
        <p className="notice">
          Attestations are moments of their own: all of them are listed, whatever moment the address
          names for the other views.
        </p>
      )}
      <Panel
        title="Epochs"
        note="The newest first; times in UTC"
        actions={<CsvLink path="/v1/attestations" query={{ limit: PAGE_ITEMS, cursor }} />}
      >
        <AnswerState query={query} what="the attestations">
          {({ items, next }) => (
            <>
              {items.length === 0 ? (
                <p className="empty">
                  {cursor === undefined ? (
                    <>
                      Nothing has been attested yet. The worker does it, once the chains have final
                      blocks: start it with <code>npm run worker</code>.
                    </>
                  ) : (
                    "There is no older attestation."
                  )}
                </p>
              ) : (
                <AttestationsTable items={items} />
              )}
              <Pager next={next} />
            </>
          )}
        </AnswerState>
      </Panel>
    </>
  );
}
