import { useMemo, useState } from "react";
import { AnswerSource } from "../../components/evidence.tsx";
import { Panel } from "../../components/panel.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { AccountAnswer } from "./account-answer.ts";
import { SimulatedOutcome } from "./simulated-outcome.tsx";
import { useSimulation } from "./use-simulation.ts";
import type { WhatIf } from "./what-if.ts";
import { WhatIfActions } from "./what-if-actions.tsx";
import { WhatIfPrices } from "./what-if-prices.tsx";

const NOTHING: WhatIf = { changes: {}, actions: [] };

/** Other prices and other amounts, and what every market's own rule would say to them. */
export function WhatIfPanel(parameters: {
  account: string;
  at: string | undefined;
  body: AccountAnswer;
}) {
  const { account, at, body } = parameters;
  const [whatIf, setWhatIf] = useState(NOTHING);
  const { query, sent } = useSimulation({ account, at, whatIf });
  const isEmpty = sent === null;
  const outcome = useMemo(
    () =>
      query.data === undefined || sent === null
        ? null
        : { answer: query.data, sent: { ...sent, at: query.data.body.at } },
    [query.data, sent],
  );
  const changedPrices = isEmpty ? undefined : query.data?.body.changedPrices;
  const moved = new Set(changedPrices?.map(({ priceId }) => priceId));
  return (
    <Panel
      title="What if"
      className="what-if"
      note="By each market's own rule"
      actions={
        <button
          type="button"
          className="quiet-button"
          disabled={isEmpty}
          onClick={() => setWhatIf(NOTHING)}
        >
          Reset
        </button>
      }
    >
      <WhatIfPrices
        body={body}
        changes={whatIf.changes}
        moved={moved}
        onChange={(changes) => setWhatIf((before) => ({ ...before, changes }))}
      />
      <WhatIfActions
        body={body}
        actions={whatIf.actions}
        refused={isEmpty ? [] : (query.data?.body.refused ?? [])}
        onChange={(actions) => setWhatIf((before) => ({ ...before, actions }))}
      />
      {query.error !== null && !isEmpty && (
        <div className="panel-body">
          <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {isEmpty && (
        <p className="empty">
          Move a price or add an action: before and after are of the same blocks.
        </p>
      )}
      {outcome !== null && (
        <AnswerSource answer={outcome.answer} sent={outcome.sent}>
          <SimulatedOutcome simulation={outcome.answer.body} isOld={query.isPlaceholderData} />
        </AnswerSource>
      )}
    </Panel>
  );
}
