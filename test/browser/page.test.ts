import { afterAll, beforeAll, describe } from "vitest";
import { type BrowserWorld, createBrowserWorld } from "../support/browser/browser-world.ts";
import { describeAccount } from "./describe-account.ts";
import { describeAddresses } from "./describe-addresses.ts";
import { describeAssets } from "./describe-assets.ts";
import { describeAttestations } from "./describe-attestations.ts";
import { describeChains } from "./describe-chains.ts";
import { describeLooks } from "./describe-looks.ts";
import { describeRisk } from "./describe-risk.ts";
import { describeRiskLooks } from "./describe-risk-looks.ts";
import { describeStopping } from "./describe-stopping.ts";
import { describeWeight } from "./describe-weight.ts";

/*
 * The page in a real browser, on living chains with the real indexer, worker and API. One world for
 * all of it: a part of these tests is a function in a file of its own, and the last one stops things.
 */
let world: BrowserWorld;
const getWorld = () => world;

beforeAll(async () => {
  world = await createBrowserWorld();
}, 600_000);
afterAll(() => world?.close());

describe("an account", () => describeAccount(getWorld));
describe("assets", () => describeAssets(getWorld));
describe("risk", () => describeRisk(getWorld));
describe("chains", () => describeChains(getWorld));
describe("attestations", () => describeAttestations(getWorld));
describe("addresses", () => describeAddresses(getWorld));
describe("every view, light and dark, wide and narrow", () => describeLooks(getWorld));
describe("lists of risk and a proof, light and dark", () => describeRiskLooks(getWorld));
describe("the weight of the page", () => describeWeight(getWorld));
describe("when things stop", () => describeStopping(getWorld));
