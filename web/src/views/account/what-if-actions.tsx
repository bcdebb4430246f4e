import { useState } from "react";
import type { Schemas } from "../../lib/api.ts";
import { words } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import type { AccountAnswer } from "./account-answer.ts";
import type { SimulatedAction } from "./what-if.ts";

const KINDS = ["deposit", "withdraw", "borrow", "repay"] as const;

/** Deposits, withdrawals, borrowings and repayments to try, one after the other. */
export function WhatIfActions(parameters: {
  body: AccountAnswer;
  actions: readonly SimulatedAction[];
  refused: Schemas["Simulation"]["refused"];
  onChange(actions: readonly SimulatedAction[]): void;
}) {
  const { body, actions, refused, onChange } = parameters;
  const nameOf = useChainNames();
  const assets = useAnswer("/v1/prices", {}, { staleSeconds: 600 }).data?.body.items ?? [];
  const markets = body.markets;
  const [place, setPlace] = useState(0);
  const market = markets[Math.min(place, markets.length - 1)];
  if (market === undefined) return null;
  const here = [
    ...new Map(
      [
        ...market.positions.map(({ asset, symbol }) => [asset, symbol] as const),
        ...assets
          .filter(({ asset }) => asset.startsWith(`${market.chain}/`))
          .map(({ asset, symbol }) => [asset, symbol ?? asset] as const),
      ].reverse(),
    ),
  ].reverse();
  const symbolOf = (asset: string) =>
    assets.find((one) => one.asset === asset)?.symbol ??
    here.find(([id]) => id === asset)?.[1] ??
    asset;

  return (
    <fieldset className="what-if-actions">
      <legend>Actions</legend>
      {actions.length > 0 && (
        <ol>
          {actions.map((action, index) => {
            const refusal = refused.find((one) => one.action === index);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place in the order.
              <li key={index}>
                <span>
                  {action.kind} <span className="number">{action.amount}</span>{" "}
                  {symbolOf(action.asset)}{" "}
                  <span className="muted">
                    in {marketLabel("", action.marketId)} on {nameOf(action.chain)}
                  </span>
                </span>
                <button
                  type="button"
                  className="quiet-button"
                  aria-label={`Remove action ${index + 1}`}
                  onClick={() => onChange(actions.filter((_one, other) => other !== index))}
                >
                  Remove
                </button>
                {refusal !== undefined && (
                  <p className="refusal">
                    <strong>Refused: {words(refusal.reason)}.</strong> {refusal.detail}
                  </p>
                )}
              </li>
            );
          })}
        </ol>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const amount = String(form.get("amount")).trim();
          const [asset, holder] = [String(form.get("asset")), holderOf(market)];
          onChange([
            ...actions,
            {
              kind: form.get("kind") as SimulatedAction["kind"],
              ...{ chain: market.chain, marketId: market.marketId, asset, amount },
              ...(holder !== undefined && { holder }),
            },
          ]);
        }}
      >
        <label className="select-market">
          <span>Market</span>
          <select
            className="select"
            value={place}
            onChange={(event) => setPlace(Number(event.target.value))}
          >
            {markets.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: vaults of one ilk differ by place only.
              <option key={index} value={index}>
                {nameOf(one.chain)} · {one.protocol} {marketLabel(one.protocol, one.marketId)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Action</span>
          <select name="kind" className="select">
            {KINDS.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Amount</span>
          <input
            name="amount"
            className="select number"
            inputMode="decimal"
            pattern="\d+(\.\d+)?"
            title="Whole tokens, as a decimal number"
            defaultValue="1"
            required
            size={9}
          />
        </label>
        <label>
          <span>Asset</span>
          <select name="asset" className="select" key={place}>
            {here.map(([asset, symbol]) => (
              <option key={asset} value={asset}>
                {symbol}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          Add
        </button>
      </form>
    </fieldset>
  );
}

/** Which of several vaults is meant, where the market's positions are held by something else. */
function holderOf(market: AccountAnswer["markets"][number]): string | undefined {
  return market.protocol === "maker" ? market.positions[0]?.holder : undefined;
}
