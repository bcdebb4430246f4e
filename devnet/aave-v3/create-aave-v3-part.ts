import { prepareAaveV36 } from "../aave-v3-6/aave-v3-6-artifacts.ts";
import type { DeployedPart, DevnetPart } from "../parts/devnet-part.ts";
import { stepsOn } from "../scenario/step.ts";
import { aaveV3Expectation } from "./aave-v3-expectation.ts";
import { type AaveV3Version, createAaveV3Deployer } from "./create-aave-v3-deployer.ts";
import { createAaveV3Workload } from "./create-aave-v3-workload.ts";
import { deployAaveV3Market } from "./deploy-aave-v3-market.ts";
import { createAaveStage } from "./scenario/aave-stage.ts";
import { actGently, gentleActors } from "./scenario/act-gently.ts";
import { closingSteps } from "./scenario/closing-steps.ts";
import { middleSteps } from "./scenario/middle-steps.ts";
import { openingSteps } from "./scenario/opening-steps.ts";

/** A market of Aave v3 with the devnet's tokens as reserves, priced by the chain's Chainlink feeds. */
export function createAaveV3Part(version: AaveV3Version): DevnetPart {
  return async ({ log }) => {
    const aaveV36 = version === "3.6.0" ? await prepareAaveV36({ log }) : null;
    return async (site): Promise<DeployedPart> => {
      const { aaveV3 } = site.contracts;
      const deployer = createAaveV3Deployer(version, { aaveV3, aaveV36 });
      const market = await deployAaveV3Market({ site, version, deployer });
      const { flashLoanReceiver: _, version: __, reserves, ...addresses } = market;
      const { startBlock } = site.base;
      return {
        name: "aave-v3",
        manifest: { aaveV3: [{ ...addresses, id: "main", startBlock, reserves: [...reserves] }] },
        steps: (stage) =>
          stepsOn(createAaveStage(stage, market), [
            ...openingSteps,
            ...middleSteps,
            ...closingSteps,
          ]),
        actGently(stage) {
          const at = createAaveStage(stage, market);
          const actors = gentleActors(at);
          return async (percent) => {
            const busy = new Set(stage.chain.pendingSenders());
            for (const actor of actors) {
              if (busy.has(actor.account) || !stage.random.chance(percent)) continue;
              const transaction = await actGently(at, actor);
              if (transaction !== undefined) stage.send(transaction);
            }
          };
        },
        workloads: (stage) => [createAaveV3Workload(createAaveStage(stage, market))],
        expected: aaveV3Expectation(version),
      };
    };
  };
}
