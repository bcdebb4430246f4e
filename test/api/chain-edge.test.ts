import { createPublicClient, http } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountKinds } from "../../src/api/chains/create-account-kinds.ts";
import {
  blockFinality,
  createChainClients,
  createChainHeads,
} from "../../src/api/chains/create-chain-heads.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

const GENESIS = 1_700_000_000;
/** EIP-7702: 0xef0100 and the address that the account delegates to. */
const DELEGATION = `0xef0100${"12".repeat(20)}` as const;

let chain: TestChain;
let clients: ReturnType<typeof createChainClients>;

beforeAll(async () => {
  chain = await startTestChain({ chainId: ALPHA.chainId, genesisTimestamp: GENESIS });
  await chain.client.mine({ blocks: 10, interval: 12 });
  clients = createChainClients({
    ...NETWORK,
    chains: [
      { ...ALPHA, rpcUrls: ["http://127.0.0.1:1", chain.url] },
      { ...BETA, rpcUrls: ["http://127.0.0.1:1"] },
    ],
  });
}, 60_000);
afterAll(() => chain?.stop());

describe("chain heads", () => {
  it("are what the chain's node says, by its next URL where the first is dead", async () => {
    const head = await createChainHeads({ clients }).read(ALPHA.chainId);
    const latest = await chain.client.getBlock({ blockTag: "latest" });
    const finalized = await chain.client.getBlock({ blockTag: "finalized" });
    expect(head?.latest).toEqual({
      number: latest.number,
      hash: latest.hash,
      timestampSeconds: Number(latest.timestamp),
    });
    expect(head?.finalized?.number).toBe(finalized.number);
    expect(finalized.number).toBeLessThan(latest.number);
    expect(blockFinality(head, finalized.number)).toBe("finalized");
    expect(blockFinality(head, finalized.number + 1n)).toBe("safe");
    expect(blockFinality(head, latest.number)).toBe("latest");
  });

  it("are unknown, not invented, where no node answers", async () => {
    const failures: number[] = [];
    const heads = createChainHeads({
      clients,
      onFailure: ({ chainId }) => failures.push(chainId),
    });
    const all = await heads.readAll();
    expect(all.get(BETA.chainId)).toBeNull();
    expect(all.get(ALPHA.chainId)).not.toBeNull();
    expect(failures).toEqual([BETA.chainId]);
    const block = await chain.client.getBlock({ blockNumber: 1n });
    expect(await heads.hashAt(ALPHA.chainId, 1n)).toBe(block.hash);
    expect(await heads.hashAt(ALPHA.chainId, 1_000_000n)).toBeNull();
    expect(await heads.hashAt(BETA.chainId, 1n)).toBeNull();
    expect(failures).toEqual([BETA.chainId, ALPHA.chainId, BETA.chainId]);
    expect(blockFinality(null, 1n)).toBeNull();
  });

  it("are asked for once for all requests within a second", async () => {
    let asked = 0;
    const counting = createPublicClient({
      transport: http(chain.url, {
        onFetchRequest: () => {
          asked += 1;
        },
      }),
    });
    const heads = createChainHeads({ clients: new Map([[ALPHA.chainId, counting]]) });
    await Promise.all(Array.from({ length: 50 }, () => heads.readAll()));
    expect(asked).toBe(3);
  });
});

describe("account kinds", () => {
  const chainId = ALPHA.chainId;
  const account = (digits: string) => `0x${digits.padStart(40, "0")}` as const;

  it("tell contracts from keys, and count a delegated key as a key", async () => {
    await chain.client.setCode({ address: account("c1"), bytecode: "0x6001" });
    await chain.client.setCode({ address: account("c2"), bytecode: DELEGATION });
    const kinds = createAccountKinds({ clients });
    expect(await kinds.isContract({ chainId, address: account("c1") })).toBe(true);
    expect(await kinds.isContract({ chainId, address: account("c2") })).toBe(false);
    expect(await kinds.isContract({ chainId, address: account("c3") })).toBe(false);
  });

  it("are an error where the node does not answer, and are asked again afterwards", async () => {
    const kinds = createAccountKinds({ clients });
    const question = { chainId: BETA.chainId, address: account("c1") };
    await expect(kinds.isContract(question)).rejects.toMatchObject({
      code: "account-kind-unknown",
    });
    await expect(kinds.isContract(question)).rejects.toThrow(/eip155:31338/);
  });
});
