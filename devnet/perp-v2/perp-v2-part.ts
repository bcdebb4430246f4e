import type { DeployedPart, DevnetPart } from "../parts/devnet-part.ts";
import { freePeople } from "../random/free-people.ts";
import type { Stage } from "../scenario/stage.ts";
import { actAtPerpV2AtRandom } from "./act-at-random.ts";
import { createPerpV2Desk, type PerpV2DeskParameters } from "./create-perp-v2-desk.ts";
import { deployPerpV2 } from "./deploy-perp-v2.ts";
import { perpV2Expectation } from "./perp-v2-expectation.ts";
import { playPerpV2Scenario } from "./play-perp-v2-scenario.ts";
import { preparePerpV2 } from "./prepare-perp-v2.ts";

/** Perp v2, with Chainlink feeds of its own. */
export const perpV2Part: DevnetPart = async ({ log }) => {
  const artifacts = await preparePerpV2({ log });
  return async ({ chain, accounts, base, later }): Promise<DeployedPart> => {
    const perp = await deployPerpV2({
      ...{ chain, artifacts },
      deployer: accounts.deployer.address,
      tokens: base.tokens,
      oracles: [
        accounts["chainlink-oracle-1"].address,
        accounts["chainlink-oracle-2"].address,
        accounts["chainlink-oracle-3"].address,
      ],
      nextTimestamp: later,
    });
    const deskOn = (stage: Stage): PerpV2DeskParameters => {
      const { alice, bob, carol, dave, erin, frank } = stage.cast;
      const keeper = stage.accounts.keeper.address;
      return {
        ...{ perp, chain: stage.chain, nextTimestamp: stage.later },
        people: { alice, bob, carol, dave, erin, frank, keeper },
        onBlock: async () => undefined,
      };
    };
    return {
      name: "perp-v2",
      manifest: { perpV2: [perp] },
      async playAlone(stage) {
        await playPerpV2Scenario(deskOn(stage));
      },
      workloads(stage) {
        const desk = createPerpV2Desk(deskOn(stage));
        const { alice, bob, carol, dave, erin, frank } = stage.cast;
        return [
          {
            protocol: "perp-v2",
            weight: 3,
            async act() {
              // An action rests on the newest block: those who have something waiting do not act.
              const free = freePeople(stage);
              const traders = [alice, bob, carol, dave, erin, frank];
              const actors = traders.filter((one) => free.includes(one));
              if (actors.length === 0) return undefined;
              return actAtPerpV2AtRandom(desk, { random: stage.random, actors });
            },
          },
        ];
      },
      expected: perpV2Expectation,
    };
  };
};
