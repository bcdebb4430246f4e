import type { Address } from "viem";
import { freePeople } from "../random/free-people.ts";
import type { Workload } from "../random/workload.ts";
import type { Stage } from "../scenario/stage.ts";
import { mintToken } from "../tokens/deploy-tokens.ts";
import { tokenUnit } from "../tokens/devnet-tokens.ts";
import { actOnMorpho } from "./act-on-morpho.ts";
import { actOnVaults } from "./act-on-vaults.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { governMorpho } from "./govern-morpho.ts";

const { WETH, USDC, DAI, WBTC } = tokenUnit;

/** Markets where people act, and about how much of the loan and the collateral an action moves. */
const scenes = [
  { name: "wethUsdc", units: { loan: 50_000n * USDC, collateral: 40n * WETH } },
  { name: "wbtcUsdc", units: { loan: 50_000n * USDC, collateral: 2n * WBTC } },
  { name: "wethDai", units: { loan: 50_000n * DAI, collateral: 40n * WETH } },
  { name: "shareDai", units: { loan: 5_000n * DAI, collateral: 6_000n * DAI } },
] as const;
type Scene = (typeof scenes)[number];

const governancePercent = 5;
/** How often somebody looks for whom to liquidate first. */
const liquidatePercent = 25;

/** Actions by chance at Morpho, and at the vaults in front of it and beside it. */
export function createMorphoWorkloads(stage: Stage, suite: MorphoSuite): readonly Workload[] {
  const { chain, random } = stage;
  const freeOnes = () => {
    const free = freePeople(stage);
    return suite.people.filter((person) => free.includes(person));
  };
  type Kinds = Parameters<typeof actOnMorpho>[0]["kinds"];
  const actIn = async (scene: Scene, people: readonly Address[], kinds?: Kinds) => {
    const market = suite.markets[scene.name];
    const { units } = scene;
    const action = await actOnMorpho({
      ...{ chain, market, units, people, random, kinds },
      morpho: suite.morpho,
      price: suite.prices[scene.name],
    });
    return action === undefined ? undefined : { ...action, market, units };
  };
  const actSomewhere = (people: readonly Address[]) => actIn(random.pick(scenes), people);
  const liquidateSomebody = async (people: readonly Address[]) => {
    for (const scene of random.shuffle(scenes)) {
      const action = await actIn(scene, people, ["liquidate"]);
      if (action !== undefined) return action;
    }
    return undefined;
  };
  return [
    {
      protocol: "morpho-blue",
      weight: 3,
      async act() {
        const people = freeOnes();
        if (people.length === 0) return undefined;
        if (random.chance(governancePercent)) return governMorpho(stage, suite);
        const action = random.chance(liquidatePercent)
          ? ((await liquidateSomebody(people)) ?? (await actSomewhere(people)))
          : await actSomewhere(people);
        if (action === undefined) return undefined;
        const { market, units } = action;
        // Nobody runs short of what anybody may mint.
        const { from } = action.transaction;
        for (const [token, amount] of [
          [market.loanToken, units.loan * 4n],
          [market.collateralToken, units.collateral],
        ] as const) {
          if (token === suite.meta.vault) continue;
          chain.send(mintToken({ token, from, to: from, amount }));
        }
        chain.send(action.transaction);
        return action.kind;
      },
    },
    {
      protocol: "erc4626",
      weight: 2,
      async act() {
        const people = freeOnes();
        return people.length === 0 ? undefined : actOnVaults({ stage, suite, people });
      },
    },
  ];
}
