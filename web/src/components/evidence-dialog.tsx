import { useEffect, useId, useRef } from "react";
import { exactDecimal } from "../lib/format-decimal.ts";
import { formatTime } from "../lib/format-units.ts";
import { readPointer } from "../lib/read-pointer.ts";
import { useChainNames } from "../lib/use-chain-names.ts";
import { Causes } from "./causes.tsx";
import { CopyButton } from "./copy-button.tsx";
import type { AnswerSource, EvidenceSubject } from "./evidence.tsx";
import { FeedTable } from "./feed-table.tsx";
import { ShortHex } from "./identifier.tsx";
import { StatusTag } from "./status-tag.tsx";
import { TableRegion } from "./table-region.tsx";
import "./evidence-dialog.css";

/** Where a number comes from: exact value, rule, prices with their feeds, blocks, request and JSON. */
export default function EvidenceDialog(parameters: { subject: EvidenceSubject; onClose(): void }) {
  const { subject, onClose } = parameters;
  const { title, value, unit, meaning, pointer, prices = [], causes = [], source } = subject;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const fragment =
    source === null ? undefined : pointer === undefined ? value : readPointer(source.body, pointer);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog; Escape is its own.
    <dialog
      ref={dialog}
      className="evidence"
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div className="evidence-body">
        <header className="evidence-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="quiet-button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </header>
        {value === null ? (
          <p className="evidence-exact">Unknown, which is not zero.</p>
        ) : (
          <p className="evidence-exact">
            <span className="number">{exactDecimal(value.decimal)}</span> {unit}
            <span className="evidence-raw">
              raw <span className="number">{value.raw}</span> · {value.decimals} decimals
            </span>
          </p>
        )}
        <Causes causes={causes} />
        {meaning !== undefined && <p className="evidence-meaning">{meaning}</p>}
        {prices.map((price) => (
          <section key={price.id}>
            <h3>
              Price {price.id} <StatusTag status={price.status} />{" "}
              <span className="muted">
                {price.quorum.had} of {price.quorum.configured} votes, {price.quorum.needed} needed
                {price.flags.length > 0 && ` · ${price.flags.join(", ")}`}
              </span>
            </h3>
            <FeedTable feeds={price.feeds} caption={`Feeds of ${price.id}`} />
          </section>
        ))}
        {source !== null && <SourceParts source={source} pointer={pointer} fragment={fragment} />}
      </div>
    </dialog>
  );
}

function SourceParts(parameters: {
  source: AnswerSource;
  pointer: string | undefined;
  fragment: unknown;
}) {
  const { source, pointer, fragment } = parameters;
  const nameOf = useChainNames();
  const json = JSON.stringify(fragment, null, 2);
  const curl = curlLine(source, pointer);
  return (
    <>
      {source.blocks.length > 0 && (
        <section>
          <h3>Block vector</h3>
          <TableRegion label="Block vector">
            <table>
              <caption className="visually-hidden">The block of each chain it is based on</caption>
              <thead>
                <tr>
                  <th scope="col">Chain</th>
                  <th scope="col" className="right">
                    Block
                  </th>
                  <th scope="col">Time (UTC)</th>
                  <th scope="col">Hash</th>
                </tr>
              </thead>
              <tbody>
                {source.blocks.map((block) => (
                  <tr key={block.chain}>
                    <th scope="row">{nameOf(block.chain)}</th>
                    <td className="right number">{block.number.toLocaleString("en")}</td>
                    <td className="number">{formatTime(block.time)}</td>
                    <td>
                      <ShortHex text={block.hash} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableRegion>
        </section>
      )}
      <section>
        <h3>
          Request <CopyButton text={curl} label="Copy the curl line" />
        </h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
        <pre className="evidence-code" tabIndex={0}>
          {curl}
        </pre>
        {source.sent === undefined && (
          <p>
            <a href={source.url} target="_blank" rel="noreferrer">
              The whole answer as JSON
            </a>
          </p>
        )}
      </section>
      {json !== undefined && (
        <section>
          <h3>
            JSON {pointer !== undefined && <code>{pointer}</code>}{" "}
            <CopyButton text={json} label="Copy" />
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
          <pre className="evidence-code evidence-json" tabIndex={0}>
            {json}
          </pre>
        </section>
      )}
    </>
  );
}

/** A line for a shell that gets the number again. */
function curlLine({ url, sent }: AnswerSource, pointer: string | undefined): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const post =
    sent === undefined
      ? ""
      : ` \\\n  -H 'content-type: application/json' -d ${quoted(JSON.stringify(sent))}`;
  const steps = (pointer ?? "")
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("");
  const select = steps === "" ? "" : ` | jq ${quoted(steps.startsWith("[") ? `.${steps}` : steps)}`;
  return `curl -s ${quoted(url)}${post}${select}`;
}
