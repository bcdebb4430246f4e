import { type ReactNode, useId } from "react";

/** A part of a view under a heading, with what can be done about it at its end. */
export function Panel(parameters: {
  title: ReactNode;
  /** Beside the title: counts, a status. */
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { title, note, actions, className, children } = parameters;
  const id = useId();
  return (
    <section className={`panel ${className ?? ""}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <div className="panel-note">{note}</div>}
        {actions !== undefined && <div className="panel-actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
