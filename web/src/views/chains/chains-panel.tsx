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
import { judgeChain } from "./judge-chain.ts";
import { LagLine } from "./lag-line.tsx";
import { type LagHistory, seenInterval, useLagHistory } from "./use-lag-history.ts";

const INTERVAL_SECONDS = 2;

/** Head, indexed and final blocks of every chain, how far behind they are, and who watches. */
export function ChainsPanel() {
  const query = useAnswer("/v1/chains", {}, { refetchSeconds: INTERVAL_SECONDS });
  const histories = useLagHistory(query.data?.body.chains, query.dataUpdatedAt);
  return (
    <Panel
      title="Index"
      note={`Asked every ${INTERVAL_SECONDS} s`}
      actions={<CsvLink path="/v1/chains" />}
    >
      <AnswerState query={query} what="the chains">
        {({ chains }) => (
          <TableRegion label="Chains">
            <table>
              <caption className="visually-hidden">How far each chain is indexed</caption>
              <thead>
                <tr>
                  <th scope="col">Chain</th>
                  <th scope="col">State</th>
                  {["Head", "Indexed", "Safe", "Finalized", "Behind, blocks", "Behind, time"].map(
                    (name) => (
                      <th key={name} scope="col" className="right">
                        {name}
                      </th>
                    ),
                  )}
                  <th scope="col">Lag since opened</th>
                  <th scope="col">Newest indexed (UTC)</th>
                  <th scope="col">Guardians</th>
                </tr>
              </thead>
              <tbody>
                {chains.map((chain, index) => (
                  <ChainRow
                    key={chain.chain}
                    chain={chain}
                    pointer={`/chains/${index}`}
                    history={histories.get(chain.chain)}
                  />
                ))}
              </tbody>
            </table>
          </TableRegion>
        )}
      </AnswerState>
    </Panel>
  );
}

function ChainRow(parameters: {
  chain: Schemas["Chain"];
  pointer: string;
  history: LagHistory | undefined;
}) {
  const { chain, pointer, history } = parameters;
  const { name, lag, guardians } = chain;
  const state = judgeChain({ chain, intervalSeconds: seenInterval(history) });
  const numbers = [
    ["head", "head", chain.head?.number ?? null, "The newest block that the chain's node knows."],
    [
      "indexed",
      "newest indexed block",
      chain.indexed?.number ?? null,
      "Answers about the present are at this block.",
    ],
    [
      "safe",
      "newest safe block",
      chain.safe,
      "By the chain's own tag; unknown where its node does not say.",
    ],
    [
      "finalized",
      "newest final block",
      chain.finalized,
      "By the chain's own tag: attestations use nothing newer.",
    ],
  ] as const;
  return (
    <tr>
      <th scope="row">
        {name} <span className="chain-id">{chain.chain}</span>
      </th>
      <td>
        <StatusTag status={state.status} tone={state.tone} title={state.why} />
        <span className="visually-hidden">{state.why}</span>
      </td>
      {numbers.map(([member, title, number, meaning]) => (
        <td key={member} className="right">
          <Figure
            value={countQuantity(number)}
            title={`${name}: ${title}`}
            digits={0}
            pointer={`${pointer}/${member}${member === "head" || member === "indexed" ? "/number" : ""}`}
            meaning={meaning}
          />
        </td>
      ))}
      <td className="right">
        <Figure
          value={countQuantity(lag.blocks)}
          title={`${name}: blocks behind the head`}
          digits={0}
          pointer={`${pointer}/lag/blocks`}
        />
      </td>
      <td className="right number">
        {lag.seconds === null ? (
          <span className="muted">unknown</span>
        ) : (
          <span data-exact={`${lag.seconds} s from the newest indexed block to the head`}>
            {formatDuration(lag.seconds)}
          </span>
        )}
      </td>
      <td>
        <LagLine name={name} history={history} />
      </td>
      <td className="number">
        {chain.indexed === null ? (
          <span className="muted">nothing</span>
        ) : (
          <>
            {formatTime(chain.indexed.time)}{" "}
            <span className="muted">
              {chain.ageSeconds !== null && `${formatDuration(chain.ageSeconds)} old, `}
              {chain.indexedFinality ?? "finality unknown"}
            </span>
          </>
        )}
      </td>
      <td
        data-exact={`${guardians.watching} of Wormhole's guardians watch the chain themselves; ${guardians.needed} of them decide what all 19 sign`}
      >
        {guardians.watching} watch, {guardians.needed} decide
      </td>
    </tr>
  );
}
