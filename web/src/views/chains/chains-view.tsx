import { PageTitle } from "../../components/page-title.tsx";
import { useAsOf } from "../../lib/use-as-of.ts";
import { ChainsPanel } from "./chains-panel.tsx";
import { FeedsPanel } from "./feeds-panel.tsx";
import { MismatchesPanel } from "./mismatches-panel.tsx";
import { ParityPanel } from "./parity-panel.tsx";
import "./chains.css";

/** How far each chain is indexed, who watches it, and whether its numbers equal the contracts' own. */
export function Component() {
  const { isLive } = useAsOf();
  return (
    <>
      <PageTitle title="Chains" />
      {!isLive && (
        <p className="notice">
          This view is about the present only: how far the index is, and what was compared so far.
          The moment in the address is kept for the other views.
        </p>
      )}
      <div className="panels">
        <ChainsPanel />
        <ParityPanel />
        <MismatchesPanel />
        <FeedsPanel />
      </div>
    </>
  );
}
