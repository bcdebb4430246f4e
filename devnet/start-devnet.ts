import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { findFreePort, requireFreePort } from "../bin/support/free-port.ts";
import type { Manifest } from "../config/manifest.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import type { AaveV3Version } from "./aave-v3/create-aave-v3-deployer.ts";
import { devnetAccounts } from "./accounts/devnet-accounts.ts";
import { allowDevnetAttestations } from "./allow-devnet-attestations.ts";
import type { Anvil } from "./anvil/start-anvil.ts";
import { buildManifest } from "./build-manifest.ts";
import { jsonRpc } from "./chain/json-rpc.ts";
import { type DevnetChain, devnetChains } from "./devnet-chains.ts";
import { createGuardianKeys } from "./guardians/guardian-keys.ts";
import { startGuardianNetwork } from "./guardians/start-guardian-network.ts";
import { createMarket } from "./market/create-market.ts";
import { deployChains, type OpenChain, startChains } from "./open-devnet-chains.ts";
import { prepareContracts } from "./prepare-contracts.ts";
import { historySeconds, marketShocks } from "./scenario/history.ts";
import { playScenario } from "./scenario/play-scenario.ts";
import { type LiveActivity, runLive } from "./scenario/run-live.ts";
import { createStage } from "./scenario/stage.ts";
import { writeManifest } from "./write-manifest.ts";

const guardianQuorum = 13;

export type Devnet = {
  manifest: Manifest;
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
  /** First of the three ports: two chains and the guardians. Free ports where it is not given. */
  portBase?: number | undefined;
  /** Unix seconds of the genesis blocks; by default so that the scenario ends about now. */
  genesisTimestamp?: number | undefined;
  /** False leaves the chains with the contracts and first prices only. */
  scenario?: boolean | undefined;
  /** Versions of Aave v3 other than those of the table, by chain. */
  aaveV3Versions?: Partial<Record<DevnetChain["name"], AaveV3Version>> | undefined;
  log: (line: string) => void;
};

/**
 * Starts two local chains with the protocols' real contracts, plays the seeded scenario on them and
 * starts a guardian network that watches both. The manifest is written last.
 * @throws BallastError `port-busy`, `anvil-missing`, `package-fetch`, `package-integrity`,
 * `devnet-transaction`; whatever was started before is stopped again.
 */
export async function startDevnet(parameters: StartDevnetParameters): Promise<Devnet> {
  const { manifestPath, seed = 1, live = false, scenario = true, log } = parameters;
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    if (manifestPath !== undefined) await rm(manifestPath, { force: true });
    const [alphaPort, betaPort, guardianPort] = await choosePorts(parameters.portBase);
    const timed = createTimer(log);
    const chains = devnetChains.map((chain) => ({
      ...chain,
      aaveV3Version: parameters.aaveV3Versions?.[chain.name] ?? chain.aaveV3Version,
    }));
    const aaveV3Versions = new Set(chains.map(({ aaveV3Version }) => aaveV3Version));
    const contracts = await timed("contracts are ready", prepareContracts({ aaveV3Versions, log }));

    const past = scenario ? historySeconds : 60;
    const genesisTimestamp = parameters.genesisTimestamp ?? Math.floor(Date.now() / 1_000) - past;
    const anvils: Anvil[] = [];
    await timed(
      "two chains run",
      startChains({
        ports: [alphaPort, betaPort],
        genesisTimestamp,
        onStarted: (anvil) => stops.push(() => anvil.stop()),
      }).then((started) => anvils.push(...started)),
    );

    const accounts = devnetAccounts();
    const guardianKeys = createGuardianKeys(seed);
    const guardianAddresses = guardianKeys.map(({ address }) => address);
    const market = createMarket({
      seed,
      firstTimestamp: genesisTimestamp,
      shocks: marketShocks,
    });
    const open = await timed(
      "contracts are deployed on both",
      deployChains({
        anvils,
        accounts,
        contracts,
        guardians: guardianAddresses,
        market,
        seed,
        genesisTimestamp,
        chains,
      }),
    );
    const manifestNow = async () =>
      buildManifest({
        seed,
        genesisTimestamp,
        accounts,
        guardians: {
          url: `http://127.0.0.1:${guardianPort}`,
          quorum: guardianQuorum,
          addresses: guardianAddresses,
        },
        chains: await Promise.all(
          open.map(async ({ anvil, chain, deployment }) => ({
            deployment,
            rpcUrl: anvil.url,
            head: Number(await chain.client.getBlockNumber({ cacheTime: 0 })),
          })),
        ),
      });
    await allowDevnetAttestations({
      manifest: await manifestNow(),
      chains: open.map(({ chain }) => chain),
    });
    for (const one of open) {
      one.now += 1;
      await one.feeds.tick({ timestamp: one.now, everything: true });
      await one.chain.mine({ timestamp: one.now });
    }

    if (scenario) {
      await timed(
        "the scenario is played",
        playScenario({ open, accounts, contracts, market, genesisTimestamp, log }),
      );
    }

    const manifest = await manifestNow();
    const guardians = await startGuardianNetwork({
      chains: manifest.chains.map(({ wormholeChainId, rpcUrl, wormhole }) => ({
        wormholeChainId,
        rpcUrl,
        core: wormhole.core,
        startBlock: wormhole.startBlock,
      })),
      keys: guardianKeys,
      quorum: guardianQuorum,
      port: guardianPort,
      log,
    });
    stops.push(() => guardians.stop());

    const activities: LiveActivity[] = [];
    if (live) {
      const clock = createClock({ open, fixed: parameters.genesisTimestamp !== undefined });
      for (const { chain, deployment, feeds, random } of open) {
        const stage = createStage({ chain, deployment, accounts, contracts, random });
        const activity = runLive({ stage, feeds, clock, log });
        activities.push(activity);
        stops.push(() => activity.stop());
      }
    } else {
      for (const { url } of anvils) {
        await jsonRpc({ url, calls: [{ method: "evm_setAutomine", params: [true] }] });
      }
    }
    if (manifestPath !== undefined) {
      await writeManifest({ path: manifestPath, manifest });
      stops.push(() => rm(manifestPath, { force: true }));
      log(`wrote ${manifestPath}`);
    }
    return {
      manifest,
      failure: failureOf({ anvils, activities, isStopping: () => stopping }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function choosePorts(portBase: number | undefined): Promise<[number, number, number]> {
  if (portBase === undefined) {
    const ports = new Set<number>();
    while (ports.size < 3) ports.add(await findFreePort());
    return [...ports] as [number, number, number];
  }
  const ports = [portBase, portBase + 1, portBase + 2] as const;
  for (const port of ports) {
    await requireFreePort({
      port,
      usedFor: "the local chains",
      remedy: "Stop that program or choose other ports with --port-base.",
    });
  }
  return [...ports];
}

/** The wall clock; where the history has a time of its own, that goes on from its end. */
function createClock(parameters: { open: readonly OpenChain[]; fixed: boolean }): () => number {
  const wall = () => Date.now() / 1_000;
  if (!parameters.fixed) return wall;
  const offset = Math.max(...parameters.open.map(({ now }) => now)) - wall();
  return () => wall() + offset;
}

function createTimer(log: (line: string) => void) {
  return async <T>(what: string, work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    log(`${what} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
    return result;
  };
}

function failureOf(parameters: {
  anvils: readonly Anvil[];
  activities: readonly LiveActivity[];
  isStopping: () => boolean;
}): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    for (const { exited, url } of parameters.anvils) {
      void exited.then(() => {
        if (parameters.isStopping()) return;
        reject(new BallastError(`The local chain at ${url} has ended.`, { code: "anvil-ended" }));
      });
    }
    for (const activity of parameters.activities) activity.failure.catch(reject);
  });
  failure.catch(() => undefined);
  return failure;
}
