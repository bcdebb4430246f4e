import { BEFORE_ALL_BLOCKS, type Holding, type HoldingsReader } from "./holdings-reader.ts";
import type { ProtocolAdapter } from "./protocol-adapter.ts";

/** What an adapter reads of accounts, by its holdings alone. */
export function readByHoldings<OwnHolding extends Holding>(
  holdings: HoldingsReader<OwnHolding>,
): Pick<ProtocolAdapter, "holdings" | "readAccounts" | "readMarkets"> {
  return {
    holdings,
    readAccounts: (place) =>
      holdings.readChangedAccounts({ ...place, afterBlock: BEFORE_ALL_BLOCKS }),
    async readMarkets({ accounts, ...place }) {
      const held = await holdings.read({ ...place, accounts });
      return held.length === 0 ? [] : holdings.marketsOf({ ...place, holdings: held });
    },
  };
}
