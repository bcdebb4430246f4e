import type { MinedBlock } from "../chain/dev-chain.ts";
import { createMorphoDesk } from "./create-morpho-desk.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { lend } from "./scenario/lend.ts";
import { liquidate } from "./scenario/liquidate.ts";
import { useVaults } from "./scenario/use-vaults.ts";

/**
 * Everything that changes collateral, debt or shares in Morpho and in vaults, each in blocks of its
 * own: 36 blocks over some 63 days.
 * @param mine Mines a block that many seconds after the one before.
 */
export async function playMorphoScenario(
  suite: MorphoSuite,
  mine: (seconds: number) => Promise<MinedBlock>,
): Promise<void> {
  const desk = createMorphoDesk(suite, mine);
  await lend(desk);
  await useVaults(desk);
  await liquidate(desk);
}
