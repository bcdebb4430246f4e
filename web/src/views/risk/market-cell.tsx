import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

/** Where something is: chain, protocol, market, and which part of it. */
export function MarketCells(parameters: {
  entry: { chain: string; protocol: string; marketId: string; part?: number };
}) {
  const { chain, protocol, marketId, part = 0 } = parameters.entry;
  const nameOf = useChainNames();
  return (
    <>
      <td>{nameOf(chain)}</td>
      <td title={marketId}>
        {protocol} <span className="market-part">{marketLabel(protocol, marketId)}</span>
        {part > 0 && <span className="market-part"> part {part + 1}</span>}
      </td>
    </>
  );
}
