import { bytesToHex, encodeFunctionData, type Hex, hexToBytes } from "viem";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { createGuardianClient, type GuardianClient } from "../../src/api/worker/guardian-client.ts";
import { createWorkerWorld, type WorkerWorld } from "../support/worker/worker-world.ts";

describe("the worker", () => {
  let world: WorkerWorld;
  let honest: GuardianClient;
  let epoch = 0n;
  let running: { stop: () => Promise<void> }[] = [];
  beforeAll(async () => {
    world = await createWorkerWorld();
    honest = createGuardianClient({ url: world.guardians.url });
  });
  afterAll(() => world?.stop());
  beforeEach(async () => {
    const newest = await world.reader.latest();
    epoch = (newest?.epoch ?? 0n) + 1n;
    await world.advance();
  });
  afterEach(async () => {
    for (const worker of running) await worker.stop();
    running = [];
    for (const { client } of [world.source, world.target]) await client.setAutomine(true);
  });

  async function start(options: Parameters<WorkerWorld["start"]>[0] = {}) {
    const worker = await world.start(options);
    running.push(worker);
    return worker;
  }
  const record = () => world.reader.byEpoch(epoch);
  const delivery = async () => (await record())?.deliveries[0];
  const timesIn = (epochs: readonly bigint[]) => epochs.filter((one) => one === epoch).length;
  /** A guardian service that has nothing until it is opened. */
  function gate() {
    let open = false;
    const service: GuardianClient = {
      url: "gate",
      signedVaa: async (id) => (open ? await honest.signedVaa(id) : null),
    };
    return {
      service,
      open: () => {
        open = true;
      },
    };
  }

  test("sends the same publication again after a reorganisation dropped it", async () => {
    const { service, open } = gate();
    await start({ guardianClients: [service] });
    await world.until("it is published", async () => (await record())?.publication != null);
    const before = (await record())!.publication!;
    await world.source.client.request({
      method: "anvil_reorg" as never,
      params: [1, []] as never,
    });
    await world.until("it is published again", async () => {
      const after = (await record())?.publication;
      return after != null && after.blockHash !== before.blockHash;
    });
    expect((await record())!.publication!.transactionHash).toBe(before.transactionHash);
    open();
    await world.untilDelivered(epoch);
    const history = await world.history();
    expect(timesIn(history.published)).toBe(1);
    expect(timesIn(history.accepted)).toBe(1);
  });

  test("delivers again after a reorganisation dropped the delivery", async () => {
    await start();
    await world.untilDelivered(epoch);
    const before = (await delivery())!;
    await world.target.client.request({
      method: "anvil_reorg" as never,
      params: [1, []] as never,
    });
    await world.until("it is delivered again", async () => {
      const after = await delivery();
      return after?.blockHash != null && after.blockHash !== before.blockHash;
    });
    expect((await delivery())!.transactionHash).toBe(before.transactionHash);
    await world.target.client.mine({ blocks: 3 });
    await world.until("the delivery is final", async () => (await delivery())?.finalAt != null);
    expect(timesIn((await world.history()).accepted)).toBe(1);
  });

  test("gives an attestation up whose blocks were reorganised away, and makes another", async () => {
    const { service, open } = gate();
    await start({ guardianClients: [service] });
    await world.until("it is published", async () => (await record())?.publication != null);
    // Deeper than what the node had called finalized, on a chain that carries no publication.
    await world.target.client.request({
      method: "anvil_reorg" as never,
      params: [4, []] as never,
    });
    await world.until("it is given up", async () => (await record())?.superseded != null);
    expect((await record())!.superseded!.reason).toMatch(/^chain 71102 reorganised block \d+ /);
    await world.advance();
    open();
    await world.untilDelivered(epoch + 1n);
    const history = await world.history();
    expect(history.accepted).not.toContain(epoch);
    expect((await world.reader.latest())?.epoch).toBe(epoch + 1n);
  });

  test("does not attest what the index sees on another fork than the node", async () => {
    const lines: Record<string, unknown>[] = [];
    await world.target.client.request({
      method: "anvil_reorg" as never,
      params: [5, []] as never,
    });
    await start({ log: (line) => lines.push(line) });
    await world.until("it says so", async () =>
      lines.some((line) => /index and the node differ at block/.test(String(line.reason))),
    );
    expect(await record()).toBeNull();
  });

  test("believes no guardian service that it has not verified", async () => {
    const tamper = (edit: (bytes: Uint8Array) => Uint8Array): GuardianClient => ({
      url: "liar",
      signedVaa: async (id) => {
        const bytes = await honest.signedVaa(id);
        return bytes === null ? null : edit(bytes);
      },
    });
    const oneBit = tamper((bytes) => {
      const copy = bytes.slice();
      copy[copy.length - 1]! ^= 1;
      return copy;
    });
    const otherMessage: GuardianClient = {
      url: "other",
      signedVaa: (id) => honest.signedVaa({ ...id, sequence: 0n }),
    };
    const lines: Record<string, unknown>[] = [];
    const worker = await start({
      guardianClients: [oneBit, otherMessage],
      log: (line) => lines.push(line),
    });
    await world.until("it refuses", async () =>
      lines.some((line) => line.code === "vaa-mismatch" || line.code === "vaa-unverified"),
    );
    await worker.stop();
    expect((await record())?.signature).toBeNull();
    const only = await start({ guardianClients: [oneBit], log: (line) => lines.push(line) });
    await world.until("the signature is refused", async () =>
      lines.some((line) => line.code === "vaa-unverified"),
    );
    await only.stop();
    await start({ guardianClients: [oneBit, otherMessage, honest] });
    await world.untilDelivered(epoch);
  });

  test("sees that somebody else has delivered, and sends nothing", async () => {
    const { service, open } = gate();
    const worker = await start({ guardianClients: [service] });
    await world.until("it is published", async () => (await record())?.publication != null);
    await worker.stop();
    const { sentOnTarget } = await world.history();
    let vaa: Hex | undefined;
    await world.until("guardians have signed", async () => {
      const { publication } = (await record())!;
      const bytes = await honest.signedVaa({
        emitterChain: world.source.wormholeChainId,
        emitterAddress: `0x${world.source.contracts.attestationEmitter.slice(2).toLowerCase().padStart(64, "0")}`,
        sequence: publication!.sequence,
      });
      if (bytes !== null) vaa = bytesToHex(bytes);
      return bytes !== null;
    });
    await world.target.call({
      to: world.target.contracts.attestationReceiver,
      data: encodeFunctionData({
        abi: attestationReceiverAbi,
        functionName: "submitRoot",
        args: [vaa!],
      }),
    });
    open();
    await start({ guardianClients: [service] });
    await world.untilDelivered(epoch);
    expect((await world.history()).sentOnTarget).toBe(sentOnTarget);
    expect((await delivery())?.transactionHash).not.toBeNull();
  });

  test("raises the fee of a transaction that waits, under the same nonce", async () => {
    await world.source.client.setAutomine(false);
    const { sentOnSource } = await world.history();
    await start({ config: { replaceTransactionAfterMilliseconds: 100 } });
    const pending = async () =>
      (await world.source.client.request({ method: "txpool_content" as never })) as {
        pending: Record<string, Record<string, { maxFeePerGas: Hex }>>;
      };
    const fees = new Set<bigint>();
    await world.until("the fee was raised", async () => {
      const { pending: pool } = await pending();
      const mine = Object.entries(pool).find(
        ([address]) => address.toLowerCase() === world.source.operator.address.toLowerCase(),
      );
      for (const one of Object.values(mine?.[1] ?? {})) fees.add(BigInt(one.maxFeePerGas));
      return fees.size >= 2;
    });
    await world.source.client.mine({ blocks: 1 });
    await world.untilDelivered(epoch);
    const history = await world.history();
    expect(timesIn(history.published)).toBe(1);
    expect(history.sentOnSource).toBe(sentOnSource + 1);
  });

  test("one of two leads; the other takes over when the first is gone", async () => {
    const lines: Record<string, unknown>[] = [];
    const first = await start();
    await world.untilDelivered(epoch);
    await start({ log: (line) => lines.push(line) });
    await world.until("the second waits", async () =>
      lines.some((line) => line.reason === "another worker leads"),
    );
    await first.stop();
    await world.advance();
    await world.untilDelivered(epoch + 1n);
    expect(lines.some((line) => line.msg === "this worker leads")).toBe(true);
  });

  test("retries a delivery that the receiver refuses, and says why", async () => {
    const { contracts } = world.target;
    const allowance = (allowed: boolean) =>
      world.target.call({
        to: contracts.attestationReceiver,
        data: encodeFunctionData({
          abi: attestationReceiverAbi,
          functionName: "setEmitter",
          args: [
            world.source.wormholeChainId,
            `0x${world.source.contracts.attestationEmitter.slice(2).padStart(64, "0")}`,
            allowed,
          ],
        }),
      });
    await allowance(false);
    await start();
    await world.until("the refusal is recorded", async () => (await delivery())?.failure != null);
    expect((await delivery())?.failure).toMatch(
      /^the receiver refuses it: UnknownEmitter\(10004, /,
    );
    await allowance(true);
    await world.untilDelivered(epoch);
    expect(await delivery()).toMatchObject({ failure: null, failedAt: null, abandonedAt: null });
  });

  test("gives up what expires on the way", async () => {
    const { service } = gate();
    await start({ guardianClients: [service] });
    await world.until("it is published", async () => (await record())?.publication != null);
    const { validUntilSeconds } = (await record())!.root;
    // Not so many seconds more: the chains' clocks may be ahead of the machine's by then.
    await world.source.client.setNextBlockTimestamp({ timestamp: BigInt(validUntilSeconds) + 1n });
    await world.source.client.mine({ blocks: 1 });
    await world.until("it is given up", async () => (await record())?.superseded != null);
    expect((await record())!.superseded!.reason).toBe("expired before the guardians signed it");
  });
});

describe("the worker's settings", () => {
  let world: WorkerWorld;
  beforeAll(async () => {
    world = await createWorkerWorld();
  });
  afterAll(() => world?.stop());

  test("are refused where an attestation would outlive the vault's delay", async () => {
    await expect(world.start({ config: { validitySeconds: 3_600 } })).rejects.toThrow(
      /BALLAST_ATTESTATION_VALIDITY_SECONDS is 3600, .* withdrawalDelaySeconds of 3600/,
    );
    await expect(world.start({ config: { validitySeconds: 901 } })).rejects.toThrow(
      /accepts at most its maximumValiditySeconds of 900/,
    );
  });

  test("are refused where the operator may not publish", async () => {
    const operatorKey = bytesToHex(hexToBytes(`0x${"11".repeat(32)}`));
    await expect(world.start({ config: { operatorKey } })).rejects.toThrow(
      /The operator 0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A may not publish/,
    );
  });
});
