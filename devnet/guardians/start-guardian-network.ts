import { setTimeout as sleep } from "node:timers/promises";
import { createPublicClient, type Hex, hexToBytes, http } from "viem";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { listen } from "../listen.ts";
import { createGuardianApp } from "./guardian-app.ts";
import type { GuardianKey } from "./guardian-keys.ts";
import { createMessageWatcher, type MessageWatcher } from "./message-watcher.ts";
import { encodeVaaBody, signVaa, vaaDigest } from "./sign-vaa.ts";
import type { WatchedChain } from "./watched-chain.ts";

/**
 * A stand-in for the live guardians, for local chains: one process that holds all their keys,
 * watches the core contracts as they do and serves their public RPC. A message is signed at the
 * consistency level it asked for, by `quorum` of the guardians, a different choice for each message.
 *
 * Like the real network it signs again where a message that was signed at once is replaced in a
 * reorganisation, and serves the newer VAA.
 *
 * @param parameters.keys The guardian set, in the order of the core contracts' current set.
 * @param parameters.port 0 for any free port.
 * @throws BallastError `guardian-set` where a core has another set, `port-busy`.
 */
export async function startGuardianNetwork(parameters: {
  chains: readonly WatchedChain[];
  keys: readonly GuardianKey[];
  quorum: number;
  port: number;
  pollingIntervalMilliseconds?: number;
  log: (message: string) => void;
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const { chains, keys, quorum, port, pollingIntervalMilliseconds = 200, log } = parameters;
  const guardianSetIndex = await commonGuardianSetIndex({ chains, keys });
  const vaas = new Map<string, Hex>();
  const signedDigests = new Set<Hex>();
  const watchers = chains.map(createMessageWatcher);
  const nowNanoseconds = () => BigInt(Date.now()) * 1_000_000n;
  let polls = 0;

  const app = createGuardianApp({
    guardianSetIndex,
    addresses: keys.map(({ address }) => address),
    bootTimestampNanoseconds: nowNanoseconds(),
    chains: () => watchers.map((watcher) => ({ chain: watcher.chain, heads: watcher.heads() })),
    counter: () => polls,
    nowNanoseconds,
    findVaa: ({ chain, emitter, sequence }) => vaas.get(`${chain}/${emitter}/${sequence}`),
  });
  const server = await listen({ fetch: app.fetch, port, usedFor: "the guardians" });

  async function signNewMessages(watcher: MessageWatcher): Promise<void> {
    for (const message of await watcher.poll()) {
      const body = encodeVaaBody(message);
      const digest = vaaDigest(body);
      if (signedDigests.has(digest)) continue;
      const signers = chooseSigners({ digest, guardians: keys.length, quorum });
      const id = `${message.emitterChainId}/${message.emitterAddress}/${message.sequence}`;
      vaas.set(id, signVaa({ body, guardianSetIndex, keys, signers }));
      signedDigests.add(digest);
      log(`guardians signed ${id}`);
    }
  }

  const stopping = new AbortController();
  async function watch(watcher: MessageWatcher): Promise<void> {
    let failing = false;
    while (!stopping.signal.aborted) {
      try {
        await signNewMessages(watcher);
        polls += 1;
        failing = false;
      } catch (error) {
        if (!failing && !stopping.signal.aborted) {
          log(`guardians cannot read ${watcher.chain.rpcUrl}: ${(error as Error).message}`);
        }
        failing = true;
      }
      await sleep(pollingIntervalMilliseconds, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  }
  const watching = Promise.all(watchers.map(watch));

  return {
    url: server.url,
    async stop() {
      stopping.abort();
      await watching;
      await server.stop();
    },
  };
}

/** `quorum` neighbours in the ring of guardians, from a place that the digest decides. */
function chooseSigners(parameters: { digest: Hex; guardians: number; quorum: number }): number[] {
  const { digest, guardians, quorum } = parameters;
  const first = hexToBytes(digest)[0] ?? 0;
  return Array.from({ length: quorum }, (_, index) => (first + index) % guardians);
}

/** The index of the set that every core names as current. @throws BallastError `guardian-set`. */
async function commonGuardianSetIndex(parameters: {
  chains: readonly WatchedChain[];
  keys: readonly GuardianKey[];
}): Promise<number> {
  const expected = parameters.keys.map(({ address }) => address.toLowerCase()).join();
  const indexes = await Promise.all(
    parameters.chains.map(async ({ core, rpcUrl }) => {
      const client = createPublicClient({ transport: http(rpcUrl) });
      const contract = { address: core, abi: wormholeCoreAbi } as const;
      const index = await client.readContract({
        ...contract,
        functionName: "getCurrentGuardianSetIndex",
      });
      const set = await client.readContract({
        ...contract,
        functionName: "getGuardianSet",
        args: [index],
      });
      if (set.keys.join().toLowerCase() !== expected) {
        throw new BallastError(
          `The core ${core} at ${rpcUrl} has another guardian set ${index}: ${set.keys.join()}.`,
          { code: "guardian-set", remedy: "Deploy it with these guardians." },
        );
      }
      return index;
    }),
  );
  const [first] = indexes;
  if (first === undefined || indexes.some((index) => index !== first)) {
    throw new BallastError(`The cores' guardian set indexes differ: ${indexes.join()}.`, {
      code: "guardian-set",
    });
  }
  return first;
}
