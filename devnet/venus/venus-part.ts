import type { DeployedPart, DevnetPart } from "../parts/devnet-part.ts";
import { freePeople } from "../random/free-people.ts";
import type { Stage } from "../scenario/stage.ts";
import { actAtVenusAtRandom } from "./act-on-venus-at-random.ts";
import { createVenusDesk, type VenusDeskParameters } from "./create-venus-desk.ts";
import { deployVenus } from "./deploy-venus.ts";
import { playVenusScenario } from "./play-venus-scenario.ts";
import { prepareVenus } from "./prepare-venus.ts";
import { venusExpectation } from "./venus-expectation.ts";

/** Venus' isolated pools, with a price oracle of their own. */
export const venusPart: DevnetPart = async ({ log }) => {
  const artifacts = await prepareVenus({ log });
  return async (site): Promise<DeployedPart> => {
    const { chain, accounts, base, priceE8 } = site;
    const pools = await deployVenus({
      ...{ chain, artifacts },
      deployer: accounts.deployer.address,
      tokens: base.tokens,
      pricesE8: {
        WETH: priceE8("ETH/USD"),
        WBTC: priceE8("BTC/USD"),
        USDC: priceE8("USDC/USD"),
        DAI: priceE8("DAI/USD"),
      },
    });
    await site.mine();
    const deskOn = (stage: Stage): VenusDeskParameters => {
      const { alice, bob, carol, dave, erin, frank } = stage.cast;
      const keeper = stage.accounts.keeper.address;
      return {
        ...{ pools, chain: stage.chain, nextTimestamp: stage.later },
        people: { alice, bob, carol, dave, erin, frank, keeper },
        onBlock: async () => undefined,
      };
    };
    return {
      name: "venus",
      manifest: { venus: pools },
      async playAlone(stage) {
        await playVenusScenario(deskOn(stage));
      },
      workloads(stage) {
        const desk = createVenusDesk(deskOn(stage));
        const { alice, bob, carol, erin, frank } = stage.cast;
        return [
          {
            protocol: "venus",
            weight: 3,
            async act() {
              // An action rests on the newest block: those who have something waiting do not act.
              const free = freePeople(stage);
              const actors = [alice, bob, carol, erin, frank].filter((one) => free.includes(one));
              if (actors.length === 0) return undefined;
              return actAtVenusAtRandom(desk, { random: stage.random, actors });
            },
          },
        ];
      },
      expected: venusExpectation,
    };
  };
};
