import { rm } from "node:fs/promises";
import type { Manifest } from "../config/manifest.ts";
import { devnetAccounts } from "./accounts/devnet-accounts.ts";
import { allowDevnetAttestations } from "./allow-devnet-attestations.ts";
import type { Anvil } from "./anvil/start-anvil.ts";
import { buildManifest } from "./build-manifest.ts";
import { chooseDevnetPorts } from "./choose-devnet-ports.ts";
import { createDevnetRandom, type PlayRandom } from "./create-devnet-random.ts";
import { type DevnetChainName, devnetChains } from "./devnet-chains.ts";
import { devnetFailure } from "./devnet-failure.ts";
import { createGuardianKeys } from "./guardians/guardian-keys.ts";
import { startGuardianNetwork } from "./guardians/start-guardian-network.ts";
import { describeHttpFeeds, startMarketHttpFeeds } from "./http-feeds/market-http-feeds.ts";
import { createMarket } from "./market/create-market.ts";
import { marketReferences } from "./market/market-references.ts";
import { deployChains, startChains } from "./open-devnet-chains.ts";
import { type PartName, prepareParts } from "./parts/devnet-parts.ts";
import { prepareContracts } from "./prepare-contracts.ts";
import { describeRandomRun, type RandomRun } from "./random/random-run.ts";
import {
  deploymentSeconds,
  historyStartSeconds,
  marketShocks,
  scenarioSeconds,
} from "./scenario/history.ts";
import { headTime, keepMining } from "./scenario/keep-mining.ts";
import { playScenario } from "./scenario/play-scenario.ts";
import { startTimers } from "./start-timers.ts";
import { writeManifest } from "./write-manifest.ts";

const guardianQuorum = 13;
const guardianSetIndex = 0;
/** An hour into the common history every feed has spoken, and every mean has its window. */
const referenceSeconds = 3_600;

export type Devnet = {
  manifest: Manifest;
  /** What `random` has done, if it was asked for. */
  randomRun: RandomRun | null;
  /**
   * Goes on with actions by chance on all chains, as often as it is called, from the heads that the
   * chains have by then. Not beside `live`, which mines by itself.
   */
  playRandom: PlayRandom;
  /** Rejects when a chain ends by itself or live activity fails; never resolves. */
  failure: Promise<never>;
  /** Ends the chains and the guardians and takes the manifest away. */
  stop(): Promise<void>;
};

export type StartDevnetParameters = {
  /** Where to write the manifest when everything is ready. */
  manifestPath?: string | undefined;
  /** The same seed and genesis time give the same logs in the same blocks. */
  seed?: number | undefined;
  /** Goes on mining, trading and reporting prices after the seeded scenario, by the wall clock. */
  live?: boolean | undefined;
  /**
   * Starts stand-ins of services that state prices over HTTP. Where nobody collects from them (the
   * worker does), prices lack those feeds.
   */
  httpFeeds?: boolean | undefined;
  /** First of the ports: one per chain, the guardians, the feeds over HTTP. Free ports where it is not given. */
  portBase?: number | undefined;
  /** Unix seconds of the genesis blocks; by default so that what is played ends about now. */
  genesisTimestamp?: number | undefined;
  /** False leaves the chains with the contracts and first prices only. */
  scenario?: boolean | undefined;
  /** Actions by chance that follow the scenario. */
  random?: number | undefined;
  /** What chains have, other than by the table. */
  parts?: Partial<Record<DevnetChainName, readonly PartName[]>> | undefined;
  log: (line: string) => void;
};

/**
 * Starts local chains with the protocols' real contracts, plays the seeded scenario on them and
 * starts a guardian network that watches them all. The manifest is written last.
 * @throws BallastError `port-busy`, `anvil-missing`, `package-fetch`, `package-integrity`,
 * `devnet-transaction`, `devnet-scenario`, `devnet-random`; whatever was started before is stopped.
 */
export async function startDevnet(parameters: StartDevnetParameters): Promise<Devnet> {
  const { manifestPath, seed = 1, live = false, scenario = true, log } = parameters;
  const { httpFeeds: hasHttpFeeds = false } = parameters;
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    if (manifestPath !== undefined) await rm(manifestPath, { force: true });
    const ports = await chooseDevnetPorts({
      portBase: parameters.portBase,
      count: devnetChains.length + (hasHttpFeeds ? 2 : 1),
    });
    const guardianPort = ports[devnetChains.length]!;
    const timed = startTimers(log);
    const chains = devnetChains.map((chain) => ({
      ...chain,
      parts: parameters.parts?.[chain.name] ?? chain.parts,
    }));
    const [contracts, parts] = await timed(
      "contracts are ready",
      Promise.all([
        prepareContracts({ log }),
        prepareParts({ names: chains.flatMap((chain) => chain.parts), log }),
      ]),
    );

    const chance = createDevnetRandom({ seed, live, log });
    const plan = parameters.random === undefined ? null : chance.plan(parameters.random);
    const past = (scenario ? scenarioSeconds : deploymentSeconds + 60) + (plan?.seconds ?? 0);
    const genesisTimestamp = parameters.genesisTimestamp ?? Math.floor(Date.now() / 1_000) - past;
    const anvils: Anvil[] = [];
    await timed(
      `${chains.length} chains run`,
      startChains({
        ...{ chains, ports, genesisTimestamp },
        onStarted: (anvil) => stops.push(() => anvil.stop()),
      }).then((started) => anvils.push(...started)),
    );

    const accounts = devnetAccounts();
    const guardianKeys = createGuardianKeys(seed);
    const guardianAddresses = guardianKeys.map(({ address }) => address);
    const historyStart = genesisTimestamp + (scenario ? historyStartSeconds : deploymentSeconds);
    const market = createMarket({ seed, firstTimestamp: historyStart, shocks: marketShocks });
    const references = scenario
      ? marketReferences({ market, timeSeconds: historyStart + referenceSeconds })
      : [];
    const open = await timed(
      "contracts are deployed",
      deployChains({
        ...{ anvils, accounts, contracts, parts, market, seed, genesisTimestamp, chains },
        guardians: guardianAddresses,
      }),
    );
    const httpFeeds = hasHttpFeeds
      ? await startMarketHttpFeeds({
          market,
          headSeconds: async () => Math.max(...(await Promise.all(open.map(headTime)))),
          guardians: { keys: guardianKeys, quorum: guardianQuorum, guardianSetIndex },
          port: ports.at(-1)!,
        })
      : null;
    if (httpFeeds !== null) stops.push(() => httpFeeds.stop());
    const manifestNow = async () =>
      buildManifest({
        ...{ seed, genesisTimestamp, accounts, references },
        httpFeeds: httpFeeds === null ? null : describeHttpFeeds(httpFeeds, guardianSetIndex),
        guardians: {
          url: `http://127.0.0.1:${guardianPort}`,
          quorum: guardianQuorum,
          addresses: guardianAddresses,
        },
        chains: await Promise.all(
          open.map(async ({ anvil, chain, base, parts }) => ({
            ...{ base, parts, rpcUrl: anvil.url },
            head: Number(await chain.client.getBlockNumber({ cacheTime: 0 })),
          })),
        ),
      });
    await allowDevnetAttestations({
      manifest: await manifestNow(),
      chains: open.map(({ chain }) => chain),
    });
    for (const one of open) {
      one.now = genesisTimestamp + deploymentSeconds;
      await one.feeds.tick({ timestamp: one.now, everything: true });
      await one.chain.mine({ timestamp: one.now });
    }

    if (scenario)
      await timed("the scenario is played", playScenario({ open, market, historyStart, log }));
    const player = chance.player({ open, market });
    const randomRun = plan === null ? null : await timed("chance is played", player.play(plan));
    if (randomRun !== null) for (const line of describeRandomRun(randomRun)) log(line);

    const manifest = await manifestNow();
    const guardians = await startGuardianNetwork({
      chains: manifest.chains.map(({ wormholeChainId, rpcUrl, wormhole }) => ({
        ...{ wormholeChainId, rpcUrl },
        core: wormhole.core,
        startBlock: wormhole.startBlock,
      })),
      keys: guardianKeys,
      quorum: guardianQuorum,
      port: guardianPort,
      log,
    });
    stops.push(() => guardians.stop());
    const activities = await keepMining({
      ...{ open, live, log },
      fixedClock: parameters.genesisTimestamp !== undefined,
    });
    for (const activity of activities) stops.push(() => activity.stop());
    if (manifestPath !== undefined) {
      await writeManifest({ path: manifestPath, manifest });
      stops.push(() => rm(manifestPath, { force: true }));
      log(`wrote ${manifestPath}`);
    }
    return {
      ...{ manifest, randomRun, stop },
      playRandom: player.playOn,
      failure: devnetFailure({ anvils, activities, isStopping: () => stopping }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
