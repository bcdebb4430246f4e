import {
  type Address,
  createPublicClient,
  encodeFunctionData,
  type Hex,
  http,
  type PrivateKeyAccount,
} from "viem";
import { signTypedData } from "viem/experimental/erc7739";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Artifact } from "../../devnet/solidity/artifact.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import {
  type LinkStatement,
  linkTypedData,
  revocationTypedData,
} from "../../src/api/links/link-statement.ts";
import { createAccountLinks } from "../../src/api/store/account-links.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import {
  type Api,
  FIRST_BLOCK_TIME,
  type Json,
  makeApi,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { idOf, KEYS } from "../support/api/sign-link.ts";
import { compileSignerAccount } from "../support/compile-signer-account.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

const A = ALPHA.chainId;
const OWNER = KEYS[0]!;

/** A real chain as alpha of the API's network; beta is rows alone. */
describe("a link of a real contract account", () => {
  let chain: TestChain;
  let api: Api;
  let app: Api["app"];
  let artifact: Artifact;
  let wallet: Address;
  let walletId: string;
  let indexed = -1n;

  /** An app that remembers nothing of what contracts said. */
  const freshApp = () => {
    const clients = new Map([[A, createPublicClient({ transport: http(chain.url) })]]);
    const contracts = createContractReader({ clients });
    const accountLinks = createAccountLinks({
      ...{ db: api.database.db, schema: DEFAULT_OFFCHAIN_SCHEMA, network: NETWORK, contracts },
    });
    return api.appWith({ contracts, accountLinks });
  };

  /** Takes over all blocks of the chain, as the index would. */
  async function index(): Promise<number> {
    const latest = await chain.client.getBlockNumber();
    for (let number = indexed + 1n; number <= latest; number += 1n) {
      const block = await chain.client.getBlock({ blockNumber: number });
      await api.database.db.insert(chainBlock).values({
        ...{ chainId: A, number, hash: block.hash, parentHash: block.parentHash },
        timestampSeconds: Number(block.timestamp),
      });
      const head = { number, hash: block.hash, timestampSeconds: Number(block.timestamp) };
      api.world.heads.set(A, { latest: head, safe: head, finalized: head });
    }
    indexed = latest;
    return Number(latest);
  }

  const newest = () => api.world.heads.get(A)!.latest.timestampSeconds;
  const statement = (rest: Partial<LinkStatement> = {}): LinkStatement => ({
    ...{ network: "devnet", first: idOf(OWNER), second: walletId },
    ...{ issuedAt: newest(), expiresAt: 0 },
    ...rest,
  });
  /** As the contract's standard wants it: viem nests what is signed in the contract's own domain. */
  const signFor = (signer: PrivateKeyAccount, made: LinkStatement) =>
    signTypedData(chain.client, {
      ...{ account: signer, verifier: wallet },
      ...linkTypedData(made),
    });
  const post = async (path: string, body: unknown) => {
    const response = await app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const submit = async (made: LinkStatement, second: Hex) =>
    post("/v1/account-links", {
      statement: made,
      signatures: { first: await OWNER.signTypedData(linkTypedData(made)), second },
    });
  const handOn = async (from: PrivateKeyAccount, to: PrivateKeyAccount) => {
    const data = encodeFunctionData({
      ...{ abi: artifact.abi, functionName: "handOn", args: [to.address] },
    });
    await chain.mined(await chain.client.sendTransaction({ account: from, to: wallet, data }));
    return index();
  };
  const viewAt = async (block: number, on = app) =>
    (
      await on.request(`/v1/accounts/${idOf(OWNER)}/collateral?linked=true&at=eip155:${A}:${block}`)
    ).text();

  beforeAll(async () => {
    artifact = await compileSignerAccount();
    chain = await startTestChain({ chainId: A, genesisTimestamp: FIRST_BLOCK_TIME });
    const signer = chain.accounts[1]!;
    wallet = await chain.deploy({ artifact, args: [signer.address] });
    walletId = `eip155:${A}:${wallet.toLowerCase()}`;
    api = await makeApi({ alpha: 0, beta: 1 });
    await migrateOffchainTables({
      connectionString: api.connectionString,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
    });
    api.world.markets = [A, BETA.chainId].flatMap((chainId) =>
      [idOf(OWNER), wallet.toLowerCase() as Address].map((account) =>
        vaultMarket({ chainId, account, symbol: "WETH", amount: 10n ** 18n }),
      ),
    );
    app = freshApp();
    await index();
  });
  afterAll(async () => {
    await api?.close();
    await chain?.stop();
  });

  it("holds while the contract stands by its signature, block by block, and is ended by who signs for it then", async () => {
    const [, signer, successor] = chain.accounts as [unknown, PrivateKeyAccount, PrivateKeyAccount];
    const made = statement();
    // The key behind the contract is not the contract, and one of another statement is none.
    const bare = await signer.signTypedData(linkTypedData(made));
    const earlier = await signFor(signer, statement({ issuedAt: made.issuedAt - 1 }));
    for (const wrong of [bare, earlier, await signFor(successor, made), "0x" as const]) {
      const { status, body } = await submit(made, wrong);
      expect([status, body.code, body.errors[0].pointer]).toEqual([
        400,
        "signature-invalid",
        "body/signatures/second",
      ]);
    }
    const { status, body: link } = await submit(made, await signFor(signer, made));
    expect(status).toBe(201);

    await chain.client.mine({ blocks: 3, interval: 5 });
    const linkedAt = await index();
    const linked = await viewAt(linkedAt);
    expect(JSON.parse(linked)).toMatchObject({
      linkedAccounts: [idOf(OWNER), walletId],
      links: [{ id: link.id, state: "in-force" }],
    });
    const places = (text: string) =>
      JSON.parse(text).markets.map((market: Json) => [market.chain, market.account]);
    const alone = [
      [`eip155:${A}`, idOf(OWNER)],
      [`eip155:${BETA.chainId}`, idOf(OWNER)],
    ];
    // What has the contract's address on beta is somebody else.
    expect(places(linked)).toEqual([alone[0], [`eip155:${A}`, wallet.toLowerCase()], alone[1]]);

    const handedOnAt = await handOn(signer, successor);
    const withdrawn = await viewAt(handedOnAt);
    expect(JSON.parse(withdrawn)).toMatchObject({
      linkedAccounts: [idOf(OWNER)],
      links: [{ id: link.id, state: "not-confirmed", notConfirmedBy: [walletId] }],
    });
    expect(places(withdrawn)).toEqual(alone);
    const backAt = await handOn(successor, signer);
    expect(JSON.parse(await viewAt(backAt))).toMatchObject({ links: [{ state: "in-force" }] });
    await handOn(signer, successor);
    expect(await viewAt(linkedAt, freshApp())).toBe(linked);
    expect(await viewAt(handedOnAt, freshApp())).toBe(withdrawn);

    const renewed = statement();
    const second = await submit(renewed, await signFor(successor, renewed));
    expect(second.status).toBe(201);
    await chain.client.mine({ blocks: 3, interval: 5 });
    const renewedAt = await index();
    const both = await viewAt(renewedAt);
    expect(JSON.parse(both).links.map(({ state }: Json) => state)).toEqual([
      "not-confirmed",
      "in-force",
    ]);

    const path = `/v1/account-links/${second.body.id}/revocation`;
    const revocation = (by: PrivateKeyAccount) =>
      signTypedData(chain.client, {
        ...{ account: by, verifier: wallet },
        ...revocationTypedData({ network: "devnet", link: second.body.id, account: walletId }),
      });
    const refused = await post(path, { account: walletId, signature: await revocation(signer) });
    expect([refused.status, refused.body.code]).toEqual([400, "signature-invalid"]);
    const revoked = await post(path, { account: walletId, signature: await revocation(successor) });
    expect(revoked).toMatchObject({ status: 201, body: { revocation: { account: walletId } } });
    await chain.client.mine({ blocks: 3, interval: 5 });
    expect(JSON.parse(await viewAt(await index())).links).toHaveLength(1);
    expect(await viewAt(renewedAt, freshApp())).toBe(both);
  });
});
