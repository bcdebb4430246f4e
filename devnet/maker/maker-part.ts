import type { Address } from "viem";
import type { DeployedPart, DevnetPart } from "../parts/devnet-part.ts";
import { freePeople } from "../random/free-people.ts";
import type { Stage } from "../scenario/stage.ts";
import { actAtMakerAtRandom, gentleMakerKinds } from "./act-at-random.ts";
import { compileCallBatch } from "./compile-call-batch.ts";
import { createMakerDesk, type MakerDeskParameters } from "./create-maker-desk.ts";
import { deployMaker } from "./deploy-maker.ts";
import { makerExpectation } from "./maker-expectation.ts";
import { playMakerScenario } from "./play-maker-scenario.ts";
import { readMakerRecording } from "./read-maker-recording.ts";

/** How often somebody looks for an unsafe urn first. */
const bitePercent = 35;

/** Maker as it was deployed in March 2021, with price values of its own. */
export const makerPart: DevnetPart = async ({ log }) => {
  const recording = await readMakerRecording({ log });
  const callBatch = await compileCallBatch({ log });
  return async ({ chain, later }): Promise<DeployedPart> => {
    const maker = await deployMaker({ chain, recording, nextTimestamp: () => later(1) });
    const deskOn = (stage: Stage): MakerDeskParameters => {
      const { alice, bob, carol, dave } = stage.cast;
      const keeper = stage.accounts.keeper.address;
      return {
        ...{ maker, recording, chain: stage.chain, nextTimestamp: stage.later },
        people: { alice, bob, carol, dave, keeper },
        onBlock: async () => undefined,
      };
    };
    /** What takes those who have nothing waiting: an action rests on the newest block. */
    const actors = (stage: Stage): Address[] => {
      const free = freePeople(stage);
      return urnHolders(stage).filter((person) => free.includes(person));
    };
    return {
      name: "maker",
      manifest: { maker: [maker] },
      async playAlone(stage) {
        await playMakerScenario({ ...deskOn(stage), callBatch });
      },
      actGently(stage) {
        const desk = createMakerDesk(deskOn(stage));
        return async (percent) => {
          const people = actors(stage);
          if (people.length === 0 || !stage.random.chance(percent)) return;
          const { random } = stage;
          await actAtMakerAtRandom(desk, { random, actors: people, kinds: gentleMakerKinds });
        };
      },
      workloads(stage) {
        const desk = createMakerDesk(deskOn(stage));
        const { random } = stage;
        return [
          {
            protocol: "maker",
            weight: 3,
            async act() {
              if (random.chance(bitePercent)) {
                const kinds = ["bite"] as const;
                const everybody = urnHolders(stage);
                const bite = await actAtMakerAtRandom(desk, { random, actors: everybody, kinds });
                if (bite !== undefined) return bite;
              }
              const people = actors(stage);
              if (people.length === 0) return undefined;
              return actAtMakerAtRandom(desk, { random, actors: people });
            },
          },
        ];
      },
      expected: makerExpectation,
    };
  };
};

function urnHolders({ cast }: Stage): Address[] {
  const { alice, bob, carol, dave, erin, frank } = cast;
  return [alice, bob, carol, dave, erin, frank];
}
