import { concat, type Hex, hexToBytes, keccak256 } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attestationStream } from "../../src/api/attestation/attestation-stream.ts";
import { buildAttestation } from "../../src/api/attestation/build-attestation.ts";
import { createAttestationStore } from "../../src/api/store/offchain-attestations.ts";
import { createDeliveryStore } from "../../src/api/store/offchain-deliveries.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA, offchainTables } from "../../src/api/store/offchain-tables.ts";
import { readIndexedHeads } from "../../src/api/store/read-block-vector.ts";
import {
  ALICE,
  type Api,
  type Json,
  makeApi,
  observation,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";

const BOB = `0x${"b0b".padStart(40, "0")}` as const;
const WALLET = `0x${"c0de".padStart(40, "0")}` as const;
const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 6, beta: 6 });
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${ALPHA.chainId}:ETH/USD`;
    api.world.observations.set(id, observation(id, ALPHA.chainId, 200_000_000_000n));
  }
  const locked = (chainId: number, account: typeof ALICE, amount: bigint) =>
    vaultMarket({ chainId, account, symbol: "WETH", amount });
  api.world.markets = [
    locked(ALPHA.chainId, ALICE, 10n ** 18n),
    locked(BETA.chainId, ALICE, 5n * 10n ** 17n),
    locked(BETA.chainId, BOB, 10n ** 18n),
    locked(ALPHA.chainId, WALLET, 10n ** 18n),
    locked(BETA.chainId, WALLET, 3n * 10n ** 18n),
  ];
});
afterAll(() => api.close());

/** Stores epoch `epoch` of everybody at the newest blocks, as the worker does. */
async function attest(epoch: bigint) {
  const { dependencies, database } = api;
  const place = {
    db: database.db,
    tables: offchainTables(DEFAULT_OFFCHAIN_SCHEMA),
    stream: attestationStream(NETWORK),
  };
  const chainIds = NETWORK.chains.map((chain) => chain.chainId);
  const { vector, accounts } = await database.withSnapshot(async (facts) => {
    const vector = await readIndexedHeads({ facts, chainIds });
    return { vector, accounts: await dependencies.valuer.valueAll({ facts, vector }) };
  });
  const store = createAttestationStore(place);
  await store.insert({
    attestation: buildAttestation({
      epoch,
      configHash: dependencies.methodology.hash,
      vector,
      wormholeChainIds: new Map(NETWORK.chains.map((one) => [one.chainId, one.wormholeChainId])),
      accounts,
      isContract: ({ account }) => account.address === WALLET,
      validitySeconds: 600,
      simulated: true,
      status: "finalized",
    }),
    vector,
    computedAt: new Date(1_700_000_500_000),
    targets: [{ chainId: BETA.chainId, receiver: BETA.ballast!.attestationReceiver }],
  });
  return { store, deliveries: createDeliveryStore(place) };
}

/** The root that a leaf and its proof lead to, by the rule of the payload's specification. */
function rootOf(leaf: Hex, index: number, proof: readonly Hex[]): Hex {
  return proof.reduce<Hex>(
    (node, sibling, level) =>
      Math.floor(index / 2 ** level) % 2 === 0
        ? keccak256(concat(["0x01", node, sibling]))
        : keccak256(concat(["0x01", sibling, node])),
    keccak256(concat(["0x00", leaf])),
  );
}

describe("attestations", () => {
  it("are none before a worker ever ran, which is not an error of the server", async () => {
    for (const path of ["latest", "1", `1/accounts/${ALICE}`]) {
      expect(await api.get(`/v1/attestations/${path}`)).toMatchObject({
        status: 404,
        body: { code: "no-attestation" },
      });
    }
    await migrateOffchainTables({
      connectionString: api.connectionString,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
    });
  });

  it("are an empty list before the first", async () => {
    expect((await api.get("/v1/attestations")).body).toEqual({
      ...{ items: [], next: null, simulated: true },
    });
  });

  it("are none at all on a network without Ballast's contracts", async () => {
    const app = api.appWith({ network: { ...NETWORK, attestation: null }, attestations: null });
    for (const path of ["", "/latest", "/7", `/7/accounts/${ALICE}`]) {
      expect(await api.get(`/v1/attestations${path}`, app)).toMatchObject({
        status: 404,
        body: { code: "network-does-not-attest" },
      });
    }
  });

  it("show each step as it happens", async () => {
    const { store, deliveries } = await attest(7n);
    const read = async (path = "latest?signed=false"): Promise<Json> =>
      (await api.get(`/v1/attestations/${path}`)).body;
    expect(await read()).toMatchObject({
      epoch: "7",
      state: "computed",
      leafCount: 4,
      // Alice 1.5, Bob 1, the contract wallet 1 and 3: 6.5 ETH at 2000 USD, a fifth cut off.
      total: { decimal: "10400", raw: "1040000000000", decimals: 8 },
      flags: ["simulated"],
      publication: null,
      signature: null,
      blocks: [
        { chain: "eip155:31337", wormholeChainId: 65001, number: 6, status: "finalized" },
        { chain: "eip155:31338", wormholeChainId: 65002, number: 6, status: "finalized" },
      ],
      deliveries: [{ chain: "eip155:31338", state: "pending", transaction: null }],
    });
    expect((await api.get("/v1/attestations/latest")).status).toBe(404);

    await store.recordPublished({
      epoch: 7n,
      transactionHash: hash("1"),
      blockNumber: 9n,
      blockHash: hash("2"),
      sequence: 3n,
      publishedAt: new Date(1_700_000_600_000),
    });
    expect(await read("7")).toMatchObject({
      state: "published",
      publication: {
        chain: "eip155:31337",
        emitter: ALPHA.ballast!.attestationEmitter,
        sequence: "3",
        publishedAt: 1_700_000_600,
      },
    });
    await store.recordSigned({
      epoch: 7n,
      vaa: "0x01aabb",
      vaaDigest: hash("3"),
      guardianSetIndex: 0,
      signedAt: new Date(1_700_000_601_000),
    });
    expect(await read("latest")).toMatchObject({
      state: "signed",
      signature: { vaa: "0x01aabb", digest: hash("3") },
    });
    const delivery = { epoch: 7n, chainId: BETA.chainId };
    await deliveries.recordFailure({ ...delivery, failure: "reverted", at: new Date() });
    expect((await read()).deliveries[0]).toMatchObject({ state: "retrying", reason: "reverted" });
    await deliveries.recordDelivered({
      ...delivery,
      transactionHash: hash("4"),
      blockNumber: 12n,
      blockHash: hash("5"),
      deliveredAt: new Date(1_700_000_602_000),
    });
    expect(await read()).toMatchObject({
      state: "delivered",
      deliveries: [{ state: "delivered", block: 12, deliveredAt: 1_700_000_602, reason: null }],
    });
  });

  it("give an account's leaf with a proof that leads to the published root", async () => {
    for (const [id, value] of [
      [ALICE, "2400"],
      [BOB, "1600"],
      [`eip155:31337:${WALLET}`, "1600"],
      [`eip155:31338:${WALLET}`, "4800"],
    ]) {
      const { status, body } = await api.get(`/v1/attestations/7/accounts/${id}`);
      expect(status).toBe(200);
      expect(body.leaf.value.decimal).toBe(value);
      expect(hexToBytes(body.leaf.bytes)).toHaveLength(128);
      expect(rootOf(body.leaf.bytes, body.leaf.index, body.proof)).toBe(body.attestation.root);
      expect(body.attestation.signature.vaa).toBe("0x01aabb");
    }
    const { body } = await api.get(`/v1/attestations/7/accounts/${ALICE}`);
    expect(body.leaf.chains).toEqual(["eip155:31337", "eip155:31338"]);
    expect(body.breakdown).toHaveLength(2);
    const { at } = body.attestation;
    expect(at).toMatch(/^eip155:31337:6,eip155:31338:6~[0-9a-f]{16}$/);
    const view = (await api.get(`/v1/accounts/${ALICE}/collateral?at=${at}`)).body;
    expect(view.at).toBe(at);
    expect(body.leaf.value.decimal).toBe(view.totals.adjusted.decimal);
  });

  it("never take a contract's line for that of the same address elsewhere", async () => {
    const plain = await api.get(`/v1/attestations/7/accounts/${WALLET}`);
    expect(plain).toMatchObject({
      status: 409,
      body: {
        code: "ambiguous-account",
        accounts: [`eip155:31337:${WALLET}`, `eip155:31338:${WALLET}`],
      },
    });
    expect(await api.get(`/v1/attestations/7/accounts/eip155:31337:${ALICE}`)).toMatchObject({
      status: 409,
      body: { accounts: [ALICE] },
    });
  });

  it.each([
    ["7/accounts/0x0000000000000000000000000000000000000001", 404, "not-attested"],
    [`8/accounts/${ALICE}`, 404, "no-attestation"],
    ["8", 404, "no-attestation"],
    ["-1", 400, "invalid-request"],
    ["9999999999999999999", 400, "invalid-request"],
    ["7/accounts/bob", 400, "malformed-account"],
    ["latest?signed=maybe", 400, "invalid-request"],
  ])("refuse %s", async (path, status, code) => {
    expect(await api.get(`/v1/attestations/${path}`)).toMatchObject({ status, body: { code } });
  });

  it("answer as their OpenAPI description says", async () => {
    const { body: document } = await api.get("/openapi.json");
    await requireDescribed(api, document, "/v1/attestations/latest", "/v1/attestations/latest");
    await requireDescribed(api, document, "/v1/attestations/{epoch}", "/v1/attestations/7");
    await requireDescribed(
      api,
      document,
      "/v1/attestations/{epoch}/accounts/{account}",
      `/v1/attestations/7/accounts/${ALICE}`,
    );
  });

  it("pass over one that was given up", async () => {
    const { store } = await attest(8n);
    const newest = "/v1/attestations/latest?signed=false";
    expect((await api.get(newest)).body.epoch).toBe("8");
    await store.supersede({
      epoch: 8n,
      reason: "its blocks were reorganised away",
      at: new Date(),
    });
    expect((await api.get(newest)).body.epoch).toBe("7");
    expect((await api.get("/v1/attestations/8")).body).toMatchObject({
      state: "superseded",
      superseded: { reason: "its blocks were reorganised away" },
    });
  });

  it("are listed by page, the newest first, also what was given up", async () => {
    await attest(9n);
    const { body: all } = await api.get("/v1/attestations");
    expect(all.items.map(({ epoch, state }: Json) => [epoch, state])).toEqual([
      ["9", "computed"],
      ["8", "superseded"],
      ["7", "delivered"],
    ]);
    expect(all.next).toBeNull();
    const { body: whole } = await api.get("/v1/attestations/7");
    const { payload: _payload, signature, ...facts } = whole;
    const { vaa: _vaa, ...signed } = signature;
    expect(all.items[2]).toEqual({ ...facts, signature: signed });

    const { body: first } = await api.get("/v1/attestations?limit=2");
    expect(first.next).toBe("8");
    await attest(10n);
    const { body: second } = await api.get(`/v1/attestations?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeNull();
  });

  it.each([
    ["limit=0", "invalid-request"],
    ["limit=101", "invalid-request"],
    ["cursor=-1", "malformed-cursor"],
    ["cursor=9223372036854775808", "malformed-cursor"],
    ["state=signed", "invalid-request"],
  ])("refuse a list with %s", async (query, code) => {
    expect(await api.get(`/v1/attestations?${query}`)).toMatchObject({
      ...{ status: 400, body: { code } },
    });
  });

  it("list as their OpenAPI description says", async () => {
    const { body: document } = await api.get("/openapi.json");
    await requireDescribed(api, document, "/v1/attestations", "/v1/attestations?limit=2");
  });
});
