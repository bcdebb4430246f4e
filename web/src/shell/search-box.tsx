import { useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { readSearch, type SearchHit } from "../lib/read-search.ts";
import { encodeAt, useAsOf } from "../lib/use-as-of.ts";
import { useChainNames } from "../lib/use-chain-names.ts";
import { useSearchExamples } from "./use-search-examples.ts";

/** One box for whatever is known by a name: accounts, assets, epochs. `/` puts the cursor into it. */
export function SearchBox() {
  const navigate = useNavigate();
  const { at } = useAsOf();
  const nameOf = useChainNames();
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { assets, accounts } = useSearchExamples(wasOpened);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null;
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const { hits, problem } = readSearch(text, { assets, accounts, nameOf });
  const examples: SearchHit[] = [
    ...accounts.slice(0, 3).map((account) => ({
      path: `/accounts/${account}`,
      label: account,
      kind: "account" as const,
    })),
    ...assets.slice(0, 3).map(({ asset, symbol }) => ({
      path: `/assets/${asset}`,
      label: `${symbol} on ${nameOf(asset.split("/")[0]!)}`,
      kind: "asset" as const,
    })),
  ];
  const options = hits.length > 0 ? hits : examples;
  const current = Math.min(chosen, options.length - 1);

  const go = (hit: SearchHit) => {
    setIsOpen(false);
    setText("");
    const [pathname = "", query = ""] = hit.path.split("?");
    const search = [query, at === undefined ? "" : `at=${encodeAt(at)}`].filter(Boolean).join("&");
    navigate({ pathname, search: search === "" ? "" : `?${search}` });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setIsOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((current + step + options.length) % Math.max(options.length, 1));
    } else if (event.key === "Escape") {
      if (isOpen) event.stopPropagation();
      setIsOpen(false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      setIsOpen(true);
      const hit =
        hits[Math.min(chosen, hits.length - 1)] ?? (text === "" ? options[current] : undefined);
      if (hit !== undefined && isOpen) go(hit);
    }
  };

  return (
    <search className="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search an account, an asset or an epoch"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && options.length > 0 ? `${id}-${current}` : undefined}
        aria-describedby={isOpen ? `${id}-hint` : undefined}
        placeholder="Account, asset or epoch"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
          setIsOpen(true);
        }}
        onFocus={() => {
          setWasOpened(true);
          setIsOpen(true);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      <span className="search-key" aria-hidden="true">
        /
      </span>
      <div className="search-results" hidden={!isOpen}>
        <p id={`${id}-hint`} className="search-hint" role={problem === null ? undefined : "status"}>
          {problem !== null && <strong>{problem} </strong>}
          {hits.length === 0 &&
            "Try an address (0x…), CAIP-10 (eip155:…:0x…), an asset's symbol or CAIP-19 id, or an epoch's number. Here, for instance:"}
        </p>
        <div id={`${id}-list`} role="listbox" aria-label="Results">
          {options.map((hit, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox.
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the combobox.
            <div
              key={hit.path}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              // Before the input loses the focus, which closes the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => go(hit)}
            >
              <span className="search-kind">{hit.kind}</span>
              <span className={hit.kind === "account" ? "hex" : undefined}>{hit.label}</span>
            </div>
          ))}
        </div>
      </div>
    </search>
  );
}
