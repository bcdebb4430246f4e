import { NavLink, useSearchParams } from "react-router";
import { PageTitle } from "../../components/page-title.tsx";
import { useAsOf } from "../../lib/use-as-of.ts";
import { AtRiskPanel } from "./at-risk-panel.tsx";
import { DivergencesPanel } from "./divergences-panel.tsx";
import { InsurancePanel } from "./insurance-panel.tsx";
import { LiquidationsPanel } from "./liquidations-panel.tsx";
import "./risk.css";

const LISTS = [
  { id: "at-risk", label: "At risk", Panel: AtRiskPanel },
  { id: "divergences", label: "Divergences", Panel: DivergencesPanel },
  { id: "liquidations", label: "Liquidations", Panel: LiquidationsPanel },
  { id: "insurance", label: "Insurance funds", Panel: InsurancePanel },
] as const;

/** Who is near liquidation, whom independent prices judge otherwise, who was liquidated, who covers it. */
export function Component() {
  const { search } = useAsOf();
  const [parameters] = useSearchParams();
  const asked = parameters.get("list");
  const shown = LISTS.find(({ id }) => id === asked) ?? LISTS[0];
  const { Panel } = shown;
  return (
    <>
      <PageTitle title="Risk">
        <nav aria-label="Lists of risk" className="tabs">
          {LISTS.map(({ id, label }) => (
            <NavLink
              key={id}
              to={{ pathname: "/risk", search: `${search === "" ? "?" : `${search}&`}list=${id}` }}
              className={id === shown.id ? "tab tab-current" : "tab"}
              aria-current={id === shown.id ? "page" : false}
            >
              {label}
            </NavLink>
          ))}
        </nav>
      </PageTitle>
      {asked !== null && asked !== shown.id && (
        <p className="notice notice-warn" role="alert">
          There is no list “{asked}”: {LISTS.map(({ id }) => id).join(", ")} are. This is the first.
        </p>
      )}
      <Panel key={shown.id} />
    </>
  );
}
