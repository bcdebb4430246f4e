import { afterAll, beforeAll, describe } from "vitest";
import {
  openLiquidationWorld,
  type RestingWorld,
} from "../support/liquidation/open-liquidation-world.ts";
import { independentVerdicts } from "./at-rest/independent-verdicts.ts";
import { liquidationFlips } from "./at-rest/liquidation-flips.ts";
import { parity } from "./at-rest/parity.ts";
import { priceShocks } from "./at-rest/price-shocks.ts";
import { ratesAndBridges } from "./at-rest/rates-and-bridges.ts";
import { replicas } from "./at-rest/replicas.ts";
import { sequencer } from "./at-rest/sequencer.ts";
import { simulations } from "./at-rest/simulations.ts";

/*
 * What is asked of the whole scenario, indexed, in one world: it takes long to start. Up to the bridge
 * nothing happens in it any more; then too much is minted; the replicas' tests leave one process that
 * answers; and parity's falsify a row at last.
 */
let rest: RestingWorld;

beforeAll(async () => {
  rest = await openLiquidationWorld();
}, 480_000);
afterAll(() => rest?.world.close());

describe("liquidation prices", () => liquidationFlips(() => rest));
describe("independent verdicts", () => independentVerdicts(() => rest));
describe("simulations and releases", () => simulations(() => rest));
describe("price shocks", () => priceShocks(() => rest));
describe("feeds of a chain with a sequencer", () => sequencer(() => rest));
describe("rates and bridges", () => ratesAndBridges(() => rest));
let last: ReturnType<typeof replicas>;
describe("replicas", () => {
  last = replicas(() => rest);
});
describe("parity", () => parity(() => ({ world: rest.world, url: last().url })));
