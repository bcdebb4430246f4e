import { toChain, toChainId } from "@wormhole-foundation/sdk-base";
import * as api from "@wormhole-foundation/sdk-connect/whscan-api";
import { UniversalAddress } from "@wormhole-foundation/sdk-definitions";
import { bytesToHex, encodeFunctionData, type Hex, keccak256, pad, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import { createGuardianKeys } from "../../devnet/guardians/guardian-keys.ts";
import { startGuardianNetwork } from "../../devnet/guardians/start-guardian-network.ts";
import { parseVaa } from "../../src/api/attestation/parse-vaa.ts";
import { makeAttestation } from "../support/make-attestation.ts";
import {
  type AttestationChain,
  startAttestationChain,
} from "../support/start-attestation-chain.ts";
import { waitUntil } from "../support/wait-until.ts";

const keys = createGuardianKeys();
const genesisTimestamp = 1_800_000_000;
const instant = 200;
const finalized = 1;

describe("the local guardian network", () => {
  let source: AttestationChain;
  let target: AttestationChain;
  let guardians: Awaited<ReturnType<typeof startGuardianNetwork>>;

  beforeAll(async () => {
    [source, target] = await Promise.all([
      startAttestationChain({ chainId: 71_005, wormholeChainId: 10_002, genesisTimestamp, keys }),
      startAttestationChain({ chainId: 71_006, wormholeChainId: 10_003, genesisTimestamp, keys }),
    ]);
    guardians = await start();
  });
  afterAll(async () => {
    await guardians?.stop();
    await Promise.all([source?.stop(), target?.stop()]);
  });

  const watched = (chain: AttestationChain) => ({
    wormholeChainId: chain.wormholeChainId,
    rpcUrl: chain.url,
    core: chain.core,
  });
  const start = (overrides: Partial<Parameters<typeof startGuardianNetwork>[0]> = {}) =>
    startGuardianNetwork({
      chains: [source, target].map(watched),
      keys,
      quorum: 13,
      port: 0,
      pollingIntervalMilliseconds: 25,
      log: () => undefined,
      ...overrides,
    });

  const publication = (payload: Hex, consistencyLevel: number) => ({
    from: source.accounts[2]!.address,
    to: source.core,
    data: encodeFunctionData({
      abi: wormholeCoreAbi,
      functionName: "publishMessage",
      args: [0, payload, consistencyLevel],
    }),
  });
  /** Publishes bytes from the second account of a chain. */
  async function publish(payload: Hex, consistencyLevel: number): Promise<bigint> {
    const account = source.accounts[2]!;
    const sequence = await source.client.readContract({
      address: source.core,
      abi: wormholeCoreAbi,
      functionName: "nextSequence",
      args: [account.address],
    });
    const { from: _, ...transaction } = publication(payload, consistencyLevel);
    await source.mined(await source.client.sendTransaction({ account, ...transaction }));
    return sequence;
  }
  const mine = (blocks: number) => source.client.mine({ blocks });
  /** Replaces the newest blocks by empty ones, or by ones with the given transactions. */
  const reorganise = (
    depth: number,
    transactions: [ReturnType<typeof publication>, blockIndex: number][] = [],
  ) => source.client.request({ method: "anvil_reorg", params: [depth, transactions] } as never);

  const fetchVaa = (sequence: bigint | string, emitter = source.accounts[2]!.address as Hex) =>
    fetch(
      `${guardians.url}/v1/signed_vaa/${source.wormholeChainId}/${pad(emitter).slice(2)}/${sequence}`,
    );
  async function signedPayload(sequence: bigint): Promise<Hex | undefined> {
    const response = await fetchVaa(sequence);
    if (response.status === 404) return undefined;
    const { vaaBytes } = (await response.json()) as { vaaBytes: string };
    return bytesToHex(parseVaa(new Uint8Array(Buffer.from(vaaBytes, "base64"))).payload);
  }
  const waitForPayload = (sequence: bigint, payload: Hex) =>
    waitUntil({
      what: `message ${sequence} is signed with payload ${payload}`,
      condition: async () => (await signedPayload(sequence)) === payload,
      timeoutMilliseconds: 10_000,
      intervalMilliseconds: 20,
    });
  /** Waits until the guardians have looked at the source chain's present head twice. */
  async function waitForPolls(): Promise<void> {
    const { number, hash } = await source.client.getBlock();
    const heartbeat = async () => {
      const entries = await api.getGuardianHeartbeats(guardians.url);
      const { counter, networks } = entries![0]!.rawHeartbeat;
      const { height } = networks.find(({ id }) => id === source.wormholeChainId)!;
      return { counter: Number(counter), height: BigInt(height) };
    };
    const { counter } = await heartbeat();
    await waitUntil({
      what: `the guardians have seen block ${number} ${hash}`,
      condition: async () => {
        const now = await heartbeat();
        return now.height >= number && now.counter >= counter + 6;
      },
      timeoutMilliseconds: 10_000,
      intervalMilliseconds: 20,
    });
  }

  test("a root published on one chain is accepted on the other, fetched by the SDK's client", async () => {
    const asOfSeconds = await target.blockTime();
    const configHash = keccak256(toHex("a methodology"));
    const made = makeAttestation({
      configHash,
      epoch: 1n,
      asOfSeconds,
      validUntilSeconds: asOfSeconds + 600,
      accounts: 3,
    });
    const { attestationEmitter } = source.contracts;
    const { attestationReceiver } = target.contracts;
    await target.allow({
      receiver: attestationReceiver,
      emitters: [{ wormholeChainId: source.wormholeChainId, emitter: attestationEmitter }],
      configHashes: [configHash],
    });
    await source.publishRoot({ payload: made.payload, consistencyLevel: instant });

    const chain = toChain(source.wormholeChainId);
    expect(toChainId(chain)).toBe(source.wormholeChainId);
    const emitter = new UniversalAddress(pad(attestationEmitter));
    let bytes: Uint8Array | null = null;
    await waitUntil({
      what: "the SDK's client has the VAA",
      condition: async () => {
        bytes = await api.getVaaBytes(guardians.url, { chain, emitter, sequence: 0n });
        return bytes !== null;
      },
      timeoutMilliseconds: 10_000,
      intervalMilliseconds: 20,
    });
    const vaa = bytesToHex(bytes as unknown as Uint8Array);
    const [parsed, valid, reason] = await target.client.readContract({
      address: target.core,
      abi: wormholeCoreAbi,
      functionName: "parseAndVerifyVM",
      args: [vaa],
    });
    expect([valid, reason]).toEqual([true, ""]);
    expect(parsed).toMatchObject({
      emitterChainId: source.wormholeChainId,
      emitterAddress: pad(attestationEmitter).toLowerCase(),
      payload: made.payload,
      consistencyLevel: instant,
    });
    expect(parsed.signatures).toHaveLength(13);
    await target.call({
      to: attestationReceiver,
      data: encodeFunctionData({
        abi: attestationReceiverAbi,
        functionName: "submitRoot",
        args: [vaa],
      }),
    });
    const { account, leaf, leafIndex, proof } = made.entry(1);
    const value = await target.client.readContract({
      address: attestationReceiver,
      abi: attestationReceiverAbi,
      functionName: "valueOf",
      args: [account, leaf, leafIndex, proof],
    });
    expect(value).toMatchObject({ epoch: 1n, value: 2_000n, gross: 3_000n, debt: 400n });
  });

  test("answers in the shapes of real guardians", async () => {
    const missing = await fetchVaa(999n);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { code: 5, message: "requested VAA not found in store", details: [] },
    ]);
    const malformed = await fetch(`${guardians.url}/v1/signed_vaa/2/0xabc/1`);
    expect([malformed.status, await malformed.json()]).toMatchObject([400, { code: 3 }]);
    const set = await fetch(`${guardians.url}/v1/guardianset/current`);
    expect(await set.json()).toEqual({
      guardianSet: { index: 0, addresses: keys.map(({ address }) => address) },
    });
    const heartbeats = await api.getGuardianHeartbeats(guardians.url);
    expect(heartbeats?.map(({ verifiedGuardianAddr }) => verifiedGuardianAddr)).toEqual(
      keys.map(({ address }) => address),
    );
  });

  test("signs a message that waits for finality only then", async () => {
    const sequence = await publish("0x01", finalized);
    await waitForPolls();
    expect(await signedPayload(sequence)).toBeUndefined();
    await mine(1);
    await waitForPolls();
    expect(await signedPayload(sequence)).toBeUndefined();
    await mine(1);
    await waitForPayload(sequence, "0x01");
  });

  test("signs a safe message one block later", async () => {
    const sequence = await publish("0x02", 201);
    await waitForPolls();
    expect(await signedPayload(sequence)).toBeUndefined();
    await mine(1);
    await waitForPayload(sequence, "0x02");
  });

  test("never signs a message that a reorganisation removed before it was final", async () => {
    const sequence = await publish("0x0a", finalized);
    await waitForPolls();
    await reorganise(1);
    await mine(5);
    await waitForPolls();
    expect(await signedPayload(sequence)).toBeUndefined();
    expect(await publish("0x0b", finalized)).toBe(sequence);
    await mine(2);
    await waitForPayload(sequence, "0x0b");
  });

  test("signs anew where a message signed at once is replaced", async () => {
    const sequence = await publish("0x1a", instant);
    await waitForPayload(sequence, "0x1a");
    await reorganise(1);
    expect(await publish("0x1b", instant)).toBe(sequence);
    await waitForPayload(sequence, "0x1b");
  });

  test("finds messages after a reorganisation deeper than finality", async () => {
    const sequence = await publish("0x2a", instant);
    await mine(5);
    await waitForPolls();
    await reorganise(6, [[publication("0x2b", instant), 0]]);
    await waitForPayload(sequence, "0x2b");
  });

  test("refuses to start with another guardian set than the cores'", async () => {
    await expect(start({ keys: createGuardianKeys(1) })).rejects.toMatchObject({
      code: "guardian-set",
    });
  });

  test("names a busy port", async () => {
    const port = Number(new URL(guardians.url).port);
    await expect(start({ port })).rejects.toThrow(`port ${port}`);
  });
});
