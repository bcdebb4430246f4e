import { useId } from "react";
import { formatBps } from "../../lib/format-units.ts";
import type { AccountAnswer } from "./account-answer.ts";

const LEAST_BPS = -9_000;
const MOST_BPS = 10_000;
const STEP_BPS = 100;

/** A slider for each price that the account depends on, and for each group that moves together. */
export function WhatIfPrices(parameters: {
  body: AccountAnswer;
  changes: Readonly<Record<string, number>>;
  /** Ids of the prices that the answer to these changes moved. */
  moved: ReadonlySet<string>;
  onChange(changes: Readonly<Record<string, number>>): void;
}) {
  const { body, changes, moved, onChange } = parameters;
  const priceIds = priceIdsOf(body);
  const groups = priceGroups(body);
  const set = (ids: readonly string[], bps: number) =>
    onChange({ ...changes, ...Object.fromEntries(ids.map((id) => [id, bps])) });
  if (priceIds.length === 0) return null;
  return (
    <fieldset className="what-if-prices">
      <legend>Prices</legend>
      {groups.map(({ group, ids }) => {
        const [first = 0, ...others] = ids.map((id) => changes[id] ?? 0);
        return (
          <PriceSlider
            key={`group ${group}`}
            label={`${group} group`}
            note={ids.join(", ")}
            bps={others.every((one) => one === first) ? first : 0}
            onChange={(bps) => set(ids, bps)}
          />
        );
      })}
      {priceIds.map((id) => (
        <PriceSlider
          key={id}
          label={id}
          bps={changes[id] ?? 0}
          follows={moved.has(id)}
          onChange={(bps) => set([id], bps)}
        />
      ))}
    </fieldset>
  );
}

/** Of what the account has and owes, and of all that its markets' verdicts depend on. */
function priceIdsOf({ markets }: AccountAnswer): string[] {
  const ids = markets.flatMap(({ positions, independent }) => [
    ...positions.flatMap(({ priceId, amount }) => (amount.raw === "0" ? [] : [priceId])),
    ...(independent?.prices ?? []).map(({ priceId }) => priceId),
  ]);
  return [...new Set(ids.filter((id) => id !== null))].sort();
}

/** Correlation groups of the account's markets with at least two prices. */
function priceGroups({ markets }: AccountAnswer): { group: string; ids: string[] }[] {
  const priceOf = new Map(
    markets.flatMap(({ positions }) =>
      positions.flatMap(({ asset, priceId }) => (priceId === null ? [] : [[asset, priceId]])),
    ) as [string, string][],
  );
  const groups = new Map<string, Set<string>>();
  for (const { group, assets } of markets.flatMap(({ jointLiquidation }) => jointLiquidation)) {
    const ids = groups.get(group) ?? new Set();
    for (const asset of assets) {
      const id = priceOf.get(asset);
      if (id !== undefined) ids.add(id);
    }
    groups.set(group, ids);
  }
  return [...groups].flatMap(([group, ids]) => (ids.size < 2 ? [] : [{ group, ids: [...ids] }]));
}

function PriceSlider(parameters: {
  label: string;
  note?: string;
  bps: number;
  /** It moves with another price, as long as it is not moved itself. */
  follows?: boolean;
  onChange(bps: number): void;
}) {
  const { label, note, bps, follows = false, onChange } = parameters;
  const id = useId();
  const unmoved = follows ? "follows" : "as now";
  const text = bps === 0 ? unmoved : `${bps > 0 ? "+" : ""}${formatBps(bps)}`;
  return (
    <div className="slider">
      <label htmlFor={id} title={note}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={LEAST_BPS}
        max={MOST_BPS}
        step={STEP_BPS}
        value={bps}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
        onDoubleClick={() => onChange(0)}
      />
      <output htmlFor={id} className="number">
        {text}
      </output>
    </div>
  );
}
