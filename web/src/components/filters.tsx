import { type ReactNode, useId } from "react";
import { useAnswer } from "../lib/use-answer.ts";
import { useProtocols } from "../lib/use-protocols.ts";
import "./filters.css";

/** The filters of a list in a row, with the way back to no filter. */
export function FilterBar(parameters: {
  label: string;
  isFiltered: boolean;
  onClear(): void;
  children: ReactNode;
}) {
  const { label, isFiltered, onClear, children } = parameters;
  return (
    <search className="filters" aria-label={label}>
      {children}
      {isFiltered && (
        <button type="button" className="quiet-button" onClick={onClear}>
          Clear filters
        </button>
      )}
    </search>
  );
}

/** A filter that is typed: it takes effect with Enter, or when the field is left. */
export function TextFilter(parameters: {
  label: string;
  value: string | undefined;
  placeholder?: string;
  inputMode?: "decimal" | "text";
  width?: string;
  onChange(value: string): void;
}) {
  const {
    label,
    value = "",
    placeholder,
    inputMode = "text",
    width = "7rem",
    onChange,
  } = parameters;
  const id = useId();
  const take = (text: string) => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        key={value}
        type="text"
        inputMode={inputMode}
        defaultValue={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        style={{ width }}
        onBlur={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") take(event.currentTarget.value);
        }}
      />
    </span>
  );
}

/** A filter out of a list; the first choice is none. */
export function ChoiceFilter(parameters: {
  label: string;
  value: string | undefined;
  none: string;
  choices: readonly { value: string; label: string }[];
  onChange(value: string): void;
}) {
  const { label, value = "", none, choices, onChange } = parameters;
  const id = useId();
  const isListed = value === "" || choices.some((choice) => choice.value === value);
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{none}</option>
        {!isListed && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

export function ChainFilter(parameters: {
  value: string | undefined;
  onChange(value: string): void;
}) {
  const { data } = useAnswer("/v1/chains", {}, { staleSeconds: 600 });
  const choices = (data?.body.chains ?? []).map(({ chain, name }) => ({
    ...{ value: chain, label: name },
  }));
  return <ChoiceFilter label="Chain" none="All chains" choices={choices} {...parameters} />;
}

export function ProtocolFilter(parameters: {
  value: string | undefined;
  onChange(value: string): void;
}) {
  const choices = useProtocols().map((protocol) => ({ value: protocol, label: protocol }));
  return <ChoiceFilter label="Protocol" none="All protocols" choices={choices} {...parameters} />;
}
