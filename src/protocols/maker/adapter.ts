import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { MAKER } from "./account-markets.ts";
import { makerHoldings } from "./holdings.ts";
import { readMakerParity } from "./parity.ts";

/**
 * Maker (Sky): urns, collateral and DAI as the Vat's own books have them at the block, each counted
 * once, for the account that its urn handler or proxy belongs to.
 */
export const makerAdapter: ProtocolAdapter = {
  name: MAKER,

  ...readByHoldings(makerHoldings),

  readParity: readMakerParity,
};
