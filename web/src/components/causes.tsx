import type { Cause } from "../lib/api.ts";
import { words } from "../lib/format-units.ts";
import { useChainNames } from "../lib/use-chain-names.ts";

/** Why an answer is less than certain, in the server's words. Nothing where there is no cause. */
export function Causes({ causes, label = "Causes" }: { causes: readonly Cause[]; label?: string }) {
  const nameOf = useChainNames();
  if (causes.length === 0) return null;
  return (
    <ul className="causes" aria-label={label}>
      {causes.map((cause) => (
        <li key={`${cause.code}${cause.chain}${cause.marketId}${cause.asset}${cause.detail}`}>
          <strong>{words(cause.code)}</strong>
          {cause.chain !== undefined && ` (${nameOf(cause.chain)})`} {cause.detail}
        </li>
      ))}
    </ul>
  );
}
