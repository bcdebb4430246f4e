import type { ReactNode } from "react";

/** The one first heading of a view, which names the tab too. */
export function PageTitle(parameters: { title: string; shown?: ReactNode; children?: ReactNode }) {
  const { title, shown, children } = parameters;
  return (
    <div className="page-title">
      <title>{`${title} · Ballast`}</title>
      <h1>{shown ?? title}</h1>
      {children}
    </div>
  );
}
