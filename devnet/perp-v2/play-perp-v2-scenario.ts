import {
  createPerpV2Desk,
  type PerpV2Desk,
  type PerpV2DeskParameters,
} from "./create-perp-v2-desk.ts";
import { crash } from "./scenario/crash.ts";
import { openMarkets } from "./scenario/open-markets.ts";
import { settle } from "./scenario/settle.ts";
import { trade } from "./scenario/trade.ts";

/**
 * Everything that changes an account at Perp v2, by the contracts' own functions, in some 50 blocks
 * over about eight hours. Each block is mined by itself.
 * @returns the desk, for more.
 */
export async function playPerpV2Scenario(parameters: PerpV2DeskParameters): Promise<PerpV2Desk> {
  const desk = createPerpV2Desk(parameters);
  await openMarkets(desk);
  await trade(desk);
  await crash(desk);
  await settle(desk);
  return desk;
}
