import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
import { type Api, blockHash, blockTime, makeApi } from "../support/api/make-api.ts";
import { ALPHA, NETWORK } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";
import { noContracts } from "../support/no-contracts.ts";
import { guardianSet3 } from "../support/real-vaa.ts";

type Question = Parameters<ContractReader["read"]>[0];

let api: Api;
let asked: Question[];

/** A core contract with mainnet's set 3, which was replaced, and a set 4 of one guardian. */
const contracts = {
  ...noContracts,
  read: async (question: Question) => {
    asked.push(question);
    const [index] = question.args as [number];
    if (index === 3) return { keys: guardianSet3, expirationTime: 1_713_366_155 };
    if (index === 4)
      return { keys: ["0xAbCd000000000000000000000000000000000001"], expirationTime: 0 };
    return { keys: [], expirationTime: 0 };
  },
} as ContractReader;

beforeAll(async () => {
  api = await makeApi({ alpha: 6, beta: 4 });
});
afterAll(() => api.close());

const get = (index: string, reader = contracts) => {
  asked = [];
  return api.get(`/v1/guardian-sets/${index}`, api.appWith({ contracts: reader }));
};

describe("guardian sets", () => {
  it("are as the source chain's core contract says at the newest indexed block", async () => {
    expect((await get("3")).body).toEqual({
      index: 3,
      chain: "eip155:31337",
      core: ALPHA.wormhole!.core,
      addresses: guardianSet3,
      needed: 13,
      expiresAt: 1_713_366_155,
      block: { number: 6, hash: blockHash(ALPHA.chainId, 6), time: blockTime(ALPHA.chainId, 6) },
    });
    expect(asked).toMatchObject([
      { address: ALPHA.wormhole!.core, functionName: "getGuardianSet", args: [3] },
    ]);
  });

  it("have no end while they are in force", async () => {
    expect((await get("4")).body).toMatchObject({
      ...{ addresses: ["0xabcd000000000000000000000000000000000001"], needed: 1 },
      expiresAt: null,
    });
  });

  it("are unknown where the contract states no guardians", async () => {
    expect(await get("7")).toMatchObject({
      ...{ status: 404, body: { code: "unknown-guardian-set" } },
    });
  });

  it("refuse what is no index", async () => {
    for (const index of ["-1", "x", "4294967296", "99999999999"]) {
      expect(await get(index)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
    }
  });

  it("are none on a network that attests nothing, nor while no node answers", async () => {
    const app = api.appWith({ contracts, network: { ...NETWORK, attestation: null } });
    expect(await api.get("/v1/guardian-sets/3", app)).toMatchObject({
      ...{ status: 404, body: { code: "network-does-not-attest" } },
    });
    const mute = {
      ...noContracts,
      read: async () => {
        throw new BallastError("No node answers.", { code: "chain-unreadable" });
      },
    };
    expect(await get("3", mute)).toMatchObject({
      ...{ status: 503, body: { code: "chain-unreadable" } },
    });
  });

  it("answer as their OpenAPI description says", async () => {
    const { body: document } = await api.get("/openapi.json");
    const described = { ...api, get: (path: string) => api.get(path, api.appWith({ contracts })) };
    const route = "/v1/guardian-sets/{index}";
    await requireDescribed(described, document, route, "/v1/guardian-sets/3");
    await requireDescribed(described, document, route, "/v1/guardian-sets/4");
  });
});
