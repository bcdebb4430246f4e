import { createVenusDesk, type VenusDesk, type VenusDeskParameters } from "./create-venus-desk.ts";
import { changeRules } from "./scenario/change-rules.ts";
import { healAccounts } from "./scenario/heal-accounts.ts";
import { liquidate } from "./scenario/liquidate.ts";
import { moveReserves } from "./scenario/move-reserves.ts";
import { moveTokens } from "./scenario/move-tokens.ts";
import { openPositions } from "./scenario/open-positions.ts";
import { settleDebts } from "./scenario/settle-debts.ts";
import { unlistMarket } from "./scenario/unlist-market.ts";
import { waitAtTheEdge } from "./scenario/wait-at-the-edge.ts";

/**
 * Everything that changes a position in Venus' pools, by the contracts' own functions, in 43
 * blocks over some two months. Each block is mined by itself.
 * @returns the desk, for more.
 */
export async function playVenusScenario(parameters: VenusDeskParameters): Promise<VenusDesk> {
  const desk = createVenusDesk(parameters);
  await openPositions(desk);
  await moveTokens(desk);
  await settleDebts(desk);
  await changeRules(desk);
  await moveReserves(desk);
  await liquidate(desk);
  await waitAtTheEdge(desk);
  await healAccounts(desk);
  await unlistMarket(desk);
  return desk;
}
