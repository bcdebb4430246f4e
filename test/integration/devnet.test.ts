import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  type Address,
  createPublicClient,
  type Hex,
  http,
  type PublicClient,
  parseAbi,
} from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { chainlinkProxyAbi } from "../../abis/chainlink.ts";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import { type Manifest, type ManifestChain, manifestSchema } from "../../config/manifest.ts";
import { networkFromManifest } from "../../config/network.ts";
import { countActions } from "../../devnet/random/random-run.ts";
import { scenarioSeconds } from "../../devnet/scenario/history.ts";
import { type Devnet, startDevnet } from "../../devnet/start-devnet.ts";
import { createDefillamaService } from "../../src/api/http-feeds/create-defillama-service.ts";
import { createHermesService } from "../../src/api/http-feeds/create-hermes-service.ts";

const genesisTimestamp = 1_750_000_000;
/** After the scenario. */
const random = 60;
const log = () => undefined;

const oracleAbi = parseAbi(["function getAssetPrice(address asset) view returns (uint256)"]);
const poolAbi = parseAbi(["function getReservesList() view returns (address[])"]);

const clientOf = (chain: ManifestChain): PublicClient =>
  createPublicClient({ transport: http(chain.rpcUrl, { batch: true }) });

/** Every log of a chain with its place, and every block's time. */
async function historyOf(chain: ManifestChain, head: number) {
  const client = clientOf(chain);
  const logs = await client.getLogs({ fromBlock: 0n, toBlock: BigInt(head) });
  const blocks = await Promise.all(
    Array.from({ length: head + 1 }, (_, number) =>
      client.getBlock({ blockNumber: BigInt(number) }),
    ),
  );
  return {
    logs: logs.map(({ blockNumber, logIndex, address, topics, data }) =>
      [blockNumber, logIndex, address, topics.join(), data].join(" "),
    ),
    times: blocks.map(({ timestamp }) => Number(timestamp)),
  };
}

async function historiesOf(manifest: Manifest) {
  return await Promise.all(
    manifest.chains.map((chain) =>
      historyOf(chain, manifest.scenario.heads[String(chain.chainId)]!),
    ),
  );
}

describe("the devnet", () => {
  let folder: string;
  let manifestPath: string;
  let devnet: Devnet;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ballast-devnet-"));
    manifestPath = join(folder, "deep", "manifest.json");
    devnet = await startDevnet({
      ...{ manifestPath, seed: 7, genesisTimestamp, random, log },
      httpFeeds: true,
    });
  });

  afterAll(async () => {
    await devnet?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("writes a manifest that names every contract by its role", async () => {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(manifestPath, "utf8")));
    expect(manifest).toEqual(devnet.manifest);
    expect(manifest.chains.map(({ chainId }) => chainId)).toEqual([31_337, 31_338, 31_339]);
    for (const chain of manifest.chains) {
      const client = clientOf(chain);
      expect(await client.getChainId()).toBe(chain.chainId);
      const addresses: Address[] = [
        ...chain.tokens.map(({ address }) => address),
        ...chain.chainlink.flatMap(({ proxy, aggregators }) => [proxy, ...aggregators]),
        chain.pyth!.contract,
        ...chain.redstone.map(({ adapter }) => adapter),
        ...chain.chainlinkCache.flatMap(({ cache, proxy }) => [cache, proxy]),
        ...chain.chronicle.map(({ scribe }) => scribe),
        ...(chain.sequencer === null ? [] : [chain.sequencer.feed, chain.sequencer.messenger]),
        ...chain.uniswapV3.flatMap(({ pool, factory, router }) => [pool, factory, router]),
        ...chain.aaveV3.flatMap(({ reserves }) =>
          reserves.flatMap((one) => [
            one.aToken,
            one.variableDebtToken,
            // Aave 3.6 has none.
            ...(one.stableDebtToken === null ? [] : [one.stableDebtToken]),
          ]),
        ),
        ...chain.morphoBlue.flatMap(({ morpho, adaptiveCurveIrm }) => [morpho, adaptiveCurveIrm]),
        ...chain.erc4626.map(({ vault }) => vault),
        ...chain.metaMorpho.flatMap(({ factory, vaults }) => [
          factory,
          ...vaults.map(({ vault }) => vault),
        ]),
        ...chain.maker.flatMap(({ vat, jug, ilks }) => [vat, jug, ...ilks.map(({ join }) => join)]),
        chain.wormhole.core,
        chain.ballast.collateralVault,
        chain.ballast.attestationEmitter,
        chain.ballast.attestationReceiver,
      ];
      for (const address of addresses) {
        expect(await client.getCode({ address }), address).toBeDefined();
      }
      for (const market of chain.aaveV3) {
        const listed = await client.readContract({
          address: market.pool,
          abi: poolAbi,
          functionName: "getReservesList",
        });
        expect(market.reserves.map(({ asset }) => asset)).toEqual(
          listed.map((asset) => asset.toLowerCase()),
        );
      }
    }
    // What each chain has; the tables and feeds that all have are not listed.
    const parts = [
      ...(["aaveV3", "uniswapV3", "redstone", "chainlinkCache", "chronicle"] as const),
      ...(["morphoBlue", "metaMorpho", "maker"] as const),
    ];
    expect(manifest.chains.map((chain) => parts.filter((part) => chain[part].length > 0))).toEqual([
      ["aaveV3", "uniswapV3", "chainlinkCache"],
      ["aaveV3", "uniswapV3", "redstone", "chronicle", "morphoBlue", "metaMorpho"],
      ["maker"],
    ]);
    expect(manifest.chains.map(({ sequencer }) => sequencer?.kind)).toEqual([
      undefined,
      "feed",
      undefined,
    ]);
  });

  it("has an AaveOracle that says what the Chainlink proxies say", async () => {
    for (const chain of devnet.manifest.chains) {
      const client = clientOf(chain);
      const reserves = chain.aaveV3.flatMap((market) =>
        market.reserves.map((reserve) => ({ ...reserve, oracle: market.oracle })),
      );
      for (const { asset, priceSource, oracle } of reserves) {
        const price = await client.readContract({
          address: oracle,
          abi: oracleAbi,
          functionName: "getAssetPrice",
          args: [asset],
        });
        const [, answer] = await client.readContract({
          address: priceSource,
          abi: chainlinkProxyAbi,
          functionName: "latestRoundData",
        });
        expect(price).toBe(answer);
        expect(chain.chainlink.map(({ proxy }) => proxy)).toContain(priceSource);
      }
    }
  });

  it("names the aggregator behind each proxy last, one of them in its second phase", async () => {
    const phases: number[] = [];
    for (const chain of devnet.manifest.chains) {
      for (const { proxy, aggregators } of chain.chainlink) {
        const client = clientOf(chain);
        const contract = { address: proxy, abi: chainlinkProxyAbi } as const;
        const current = await client.readContract({ ...contract, functionName: "aggregator" });
        const phase = await client.readContract({ ...contract, functionName: "phaseId" });
        expect(current.toLowerCase()).toBe(aggregators.at(-1));
        expect(phase).toBe(aggregators.length);
        phases.push(phase);
      }
    }
    expect(Math.max(...phases)).toBe(2);
  });

  it("has guardians that all cores know and receivers that accept the emitter", async () => {
    const { manifest } = devnet;
    const { guardians, attestation, chains } = manifest;
    const answer = await fetch(`${guardians.url}/v1/guardianset/current`);
    expect(await answer.json()).toMatchObject({ guardianSet: { index: 0 } });
    for (const chain of chains) {
      const set = await clientOf(chain).readContract({
        address: chain.wormhole.core,
        abi: wormholeCoreAbi,
        functionName: "getGuardianSet",
        args: [chain.wormhole.guardianSetIndex],
      });
      expect(set.keys.map((key) => key.toLowerCase())).toEqual(guardians.addresses);
    }
    expect(guardians.addresses).toHaveLength(19);
    const source = chains.find(({ chainId }) => chainId === attestation.sourceChainId)!;
    for (const chain of chains.filter((one) => attestation.targetChainIds.includes(one.chainId))) {
      const emitter = `0x${source.ballast.attestationEmitter.slice(2).padStart(64, "0")}` as const;
      const allowed = await clientOf(chain).readContract({
        address: chain.ballast.attestationReceiver,
        abi: attestationReceiverAbi,
        functionName: "emitterAllowed",
        args: [source.wormholeChainId, emitter],
      });
      expect(allowed).toBe(true);
    }
  });

  it("has price services over HTTP that the worker's own readers understand and verify", async () => {
    const network = networkFromManifest(devnet.manifest);
    const heads = await Promise.all(
      devnet.manifest.chains.map((chain) => clientOf(chain).getBlock()),
    );
    const headSeconds = Math.max(...heads.map(({ timestamp }) => Number(timestamp)));
    const [hermes, defillama] = network.httpFeeds;
    if (hermes?.kind !== "hermes" || defillama?.kind !== "defillama") throw new TypeError();
    const ofHermes = createHermesService({
      urls: hermes.urls,
      sources: hermes.feeds.map(
        ({ priceId }) => ({ kind: "hermes", priceId, trust: "signatures" }) as const,
      ),
      apiKey: undefined,
      signers: hermes.signers,
    });
    const { value: prices } = await ofHermes.collect();
    expect(prices.rejected).toEqual([]);
    expect(prices.values).toHaveLength(2);
    for (const { signedUpdate, decimals, sourceTimeSeconds } of prices.values) {
      expect([signedUpdate?.slice(0, 10), decimals]).toEqual(["0x504e4155", 8]);
      expect(sourceTimeSeconds).toBe(headSeconds);
    }
    const { value: coins } = await createDefillamaService({
      urls: defillama.urls,
      sources: defillama.feeds.map(
        ({ coin }) =>
          ({ kind: "defillama", coin, trust: "operator", minimumConfidenceBps: 9_000 }) as const,
      ),
    }).collect();
    expect(coins.rejected).toEqual([]);
    expect(coins.values).toMatchObject([
      { statedConfidenceBps: 9_900, sourceTimeSeconds: headSeconds },
    ]);
    // As Hermes does, it refuses the whole of an answer with an unknown id, unless it is told not to.
    const unknown = `${hermes.urls[0]}/v2/updates/price/latest?ids[]=0x${"00".repeat(32)}`;
    expect((await fetch(unknown)).status).toBe(404);
    expect((await fetch(`${unknown}&ignore_invalid_price_ids=true`)).status).toBe(200);
    expect((await fetch(`${hermes.urls[0]}/v2/updates/price/latest`)).status).toBe(400);
  });

  it("mines what others send, and counts a block as final after two more", async () => {
    const chain = devnet.manifest.chains[0]!;
    const client = clientOf(chain);
    const before = await client.getBlock();
    const request = (method: string, params: unknown[]) =>
      client.request({ method, params } as never);
    await request("eth_sendTransaction", [
      { from: devnet.manifest.accounts[0]!.address, to: devnet.manifest.accounts[1]!.address },
    ]);
    await request("anvil_mine", ["0x2"]);
    const finalized = await client.getBlock({ blockTag: "finalized" });
    expect(finalized.number).toBe(before.number + 1n);
    expect(finalized.transactions).toHaveLength(1);
  });

  it("can be used as docs/devnet.md says", async () => {
    const docs = await readFile(new URL("../../docs/devnet.md", import.meta.url), "utf8");
    const examples = [...docs.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
    // Inside the clone, so that the examples find the packages that they import.
    const program = fileURLToPath(
      new URL(`../../.cache/docs-examples-${process.pid}.ts`, import.meta.url),
    );
    await writeFile(program, examples.join("\n"));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [program], {
        env: { ...process.env, BALLAST_DEVNET_MANIFEST: manifestPath },
        timeout: 60_000,
      });
      expect(stdout.trim().split("\n")).toEqual([
        "chainlink 210000000000n",
        "pyth 210100000000n",
        "redstone 210200000000n",
        "uniswap ok",
      ]);
    } finally {
      await rm(program, { force: true });
    }
  });

  it("writes the same logs in the same blocks for the same seed, and others for another", async () => {
    const first = await historiesOf(devnet.manifest);
    const ends = first.map(({ times }) => times.at(-1));
    expect(ends[0]).toBeGreaterThan(genesisTimestamp + scenarioSeconds);
    expect(new Set(ends).size).toBe(1);
    const again = await startDevnet({ seed: 7, genesisTimestamp, random, httpFeeds: true, log });
    try {
      expect(await historiesOf(again.manifest)).toEqual(first);
      expect(again.manifest.chains.map(withoutPorts)).toEqual(
        devnet.manifest.chains.map(withoutPorts),
      );
      expect(again.randomRun).toEqual(devnet.randomRun);
      expect(countActions(again.randomRun!)).toBeGreaterThanOrEqual(random);
    } finally {
      await again.stop();
    }
  });

  it("writes other logs for another seed, and plays on by chance as often as asked", async () => {
    const other = await startDevnet({ seed: 8, genesisTimestamp, log });
    try {
      const histories = await historiesOf(other.manifest);
      const [alpha] = await historiesOf(devnet.manifest);
      expect(histories[0]!.logs).not.toEqual(alpha!.logs);
      for (const { times } of histories)
        expect(times.at(-1)).toBe(genesisTimestamp + scenarioSeconds);

      const clients = other.manifest.chains.map(clientOf);
      const heads = () => Promise.all(clients.map((client) => client.getBlock()));
      const before = await heads();
      const runs = [
        await other.playRandom({ actions: 20, blocks: 5 }),
        await other.playRandom({ actions: 10 }),
      ];
      const after = await heads();
      const blocks = runs.reduce((sum, run) => sum + run.blocks, 0);
      expect(runs.map(countActions).every((count, index) => count >= [20, 10][index]!)).toBe(true);
      expect(after.map(({ number }) => number)).toEqual(
        before.map(({ number }) => number + BigInt(blocks)),
      );
      expect(new Set(after.map(({ timestamp }) => timestamp)).size).toBe(1);
      // Each chain mines again what others send.
      for (const client of clients) {
        const [from, to] = other.manifest.accounts.map(({ address }) => address);
        const hash: Hex = await client.request({
          method: "eth_sendTransaction",
          params: [{ from, to }],
        } as never);
        await client.waitForTransactionReceipt({ hash, pollingInterval: 50 });
      }
      expect((await heads()).map(({ number }) => number)).toEqual(
        after.map(({ number }) => number + 1n),
      );
    } finally {
      await other.stop();
    }
  });
});

const withoutPorts = ({ rpcUrl: _, ...rest }: ManifestChain) => rest;
