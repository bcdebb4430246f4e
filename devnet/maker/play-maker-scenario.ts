import type { Artifact } from "../solidity/artifact.ts";
import { createMakerDesk, type MakerDesk, type MakerDeskParameters } from "./create-maker-desk.ts";
import { batchFrobs } from "./scenario/batch-frobs.ts";
import { changeFees } from "./scenario/change-fees.ts";
import { changeOwners } from "./scenario/change-owners.ts";
import { liquidate } from "./scenario/liquidate.ts";
import { openUrns } from "./scenario/open-urns.ts";
import { settleDebts } from "./scenario/settle-debts.ts";

/**
 * Everything that changes a Maker position, by the contracts' own functions, in 25 blocks over some
 * 60 days. Each block is mined by itself.
 * @returns the desk, for more.
 */
export async function playMakerScenario(
  parameters: MakerDeskParameters & { callBatch: Artifact },
): Promise<MakerDesk> {
  const { callBatch, chain, people } = parameters;
  const desk = createMakerDesk(parameters);
  const batch = await chain.deploy({
    from: people.keeper,
    artifact: callBatch,
    label: "deploy CallBatch",
  });
  const proxy = await openUrns(desk);
  await changeFees(desk);
  await batchFrobs(desk, { proxy, batch });
  await changeOwners(desk, { proxy, batch });
  const bittenAt = await liquidate(desk);
  await settleDebts(desk, { bittenAt });
  return desk;
}
