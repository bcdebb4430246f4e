import {
  type Address,
  decodeErrorResult,
  encodeDeployData,
  encodeFunctionData,
  parseAbi,
  parseEventLogs,
} from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collateralVaultAbi } from "../../abis/collateral-vault.ts";
import { compileBallastContracts } from "../../contracts/compile-ballast-contracts.ts";
import { callRefusal, refusalOf } from "../support/call-refusal.ts";
import { compileTestTokens } from "../support/compile-test-tokens.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

const delaySeconds = 3_600n;
const validitySeconds = 600n;
const tokenAbi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
]);

describe("CollateralVault", () => {
  let chain: TestChain;
  let artifacts: Awaited<ReturnType<typeof compileBallastContracts>>;
  let tokens: Awaited<ReturnType<typeof compileTestTokens>>;
  let vault: Address;
  let token: Address;
  let alice: TestChain["deployer"];
  let bob: TestChain["deployer"];

  beforeAll(async () => {
    artifacts = await compileBallastContracts({ log: () => undefined });
    tokens = await compileTestTokens();
    chain = await startTestChain({ chainId: 71_001, genesisTimestamp: 1_800_000_000 });
    [, alice, bob] = chain.accounts as [unknown, typeof alice, typeof bob];
  });
  afterAll(() => chain?.stop());

  beforeEach(async () => {
    vault = await chain.deploy({
      artifact: artifacts.CollateralVault,
      args: [delaySeconds, validitySeconds],
    });
    token = await chain.deploy({ artifact: tokens.PlainToken, args: [] });
    await fund({ token, account: alice, amount: 1_000n });
  });

  async function fund(parameters: {
    token: Address;
    account: TestChain["deployer"];
    amount: bigint;
  }) {
    const { token, account, amount } = parameters;
    const contract = { address: token, abi: tokenAbi, account } as const;
    await chain.mined(
      await chain.client.writeContract({
        ...contract,
        functionName: "mint",
        args: [account.address, amount],
      }),
    );
    await chain.mined(
      await chain.client.writeContract({
        ...contract,
        functionName: "approve",
        args: [vault, amount],
      }),
    );
  }

  const contract = () => ({ address: vault, abi: collateralVaultAbi }) as const;
  const lockedAndRequested = async (account: Address) => [
    await chain.client.readContract({
      ...contract(),
      functionName: "lockedOf",
      args: [token, account],
    }),
    await chain.client.readContract({
      ...contract(),
      functionName: "requestedOf",
      args: [token, account],
    }),
  ];
  const balanceOf = (account: Address) =>
    chain.client.readContract({
      address: token,
      abi: tokenAbi,
      functionName: "balanceOf",
      args: [account],
    });

  /** Sends a vault call and returns its single vault event. */
  async function send(
    account: TestChain["deployer"],
    call:
      | { functionName: "deposit" | "requestWithdrawal"; args: readonly [Address, bigint] }
      | { functionName: "withdraw" | "cancelWithdrawal"; args: readonly [bigint] },
  ) {
    const data = encodeFunctionData({ abi: collateralVaultAbi, ...call });
    const receipt = await chain.mined(
      await chain.client.sendTransaction({ account, to: vault, data }),
    );
    const logs = parseEventLogs({ abi: collateralVaultAbi, logs: receipt.logs });
    expect(logs).toHaveLength(1);
    return { name: logs[0]?.eventName, args: logs[0]?.args, blockNumber: receipt.blockNumber };
  }
  const passTime = async (seconds: bigint) => {
    const { timestamp } = await chain.client.getBlock();
    await chain.client.setNextBlockTimestamp({ timestamp: timestamp + seconds });
    await chain.client.mine({ blocks: 1 });
  };

  test("refuses a delay that is not longer than an attestation's validity", async () => {
    const { abi, bytecode } = artifacts.CollateralVault;
    const account = chain.deployer.address;
    const data = encodeDeployData({ abi, bytecode, args: [600n, 600n] });
    expect(await refusalOf({ abi, call: chain.client.call({ account, data }) })).toEqual([
      "DelayTooShort",
      600n,
      600n,
    ]);
  });

  test("states its delay in its first event", async () => {
    const logs = await chain.client.getContractEvents({
      ...contract(),
      eventName: "VaultInitialized",
      fromBlock: 0n,
      strict: true,
    });
    expect(logs.map(({ args }) => args)).toEqual([
      {
        withdrawalDelaySeconds: delaySeconds,
        maximumAttestationValiditySeconds: validitySeconds,
      },
    ]);
    expect(
      await chain.client.readContract({ ...contract(), functionName: "withdrawalDelaySeconds" }),
    ).toBe(delaySeconds);
  });

  test("locks a deposit, delays a withdrawal and pays it out once", async () => {
    const deposited = await send(alice, { functionName: "deposit", args: [token, 700n] });
    expect(deposited).toMatchObject({
      name: "Deposited",
      args: { account: alice.address, token, amount: 700n },
    });
    expect(await lockedAndRequested(alice.address)).toEqual([700n, 0n]);

    const requested = await send(alice, { functionName: "requestWithdrawal", args: [token, 300n] });
    const { timestamp } = await chain.client.getBlock({ blockNumber: requested.blockNumber });
    const availableAt = timestamp + delaySeconds;
    expect(requested).toMatchObject({
      name: "WithdrawalRequested",
      args: { requestId: 1n, account: alice.address, token, amount: 300n, availableAt },
    });
    expect(await lockedAndRequested(alice.address)).toEqual([400n, 300n]);
    expect(await withdrawalStatus(1n)).toBe(1);

    await chain.client.setNextBlockTimestamp({ timestamp: availableAt - 1n });
    const early = chain.mined(
      await chain.client.sendTransaction({
        account: alice,
        to: vault,
        gas: 200_000n,
        data: encodeFunctionData({
          abi: collateralVaultAbi,
          functionName: "withdraw",
          args: [1n],
        }),
      }),
    );
    await expect(early).rejects.toThrow("reverted");
    expect(await simulateRefusal(alice, { functionName: "withdraw", args: [1n] })).toEqual([
      "WithdrawalTooEarly",
      1n,
      availableAt,
      availableAt - 1n,
    ]);

    await chain.client.setNextBlockTimestamp({ timestamp: availableAt });
    expect(await send(alice, { functionName: "withdraw", args: [1n] })).toMatchObject({
      name: "Withdrawn",
      args: { requestId: 1n, account: alice.address, token, amount: 300n },
    });
    expect(await lockedAndRequested(alice.address)).toEqual([400n, 0n]);
    expect(await balanceOf(alice.address)).toBe(600n);
    expect(await balanceOf(vault)).toBe(400n);
    expect(await simulateRefusal(alice, { functionName: "withdraw", args: [1n] })).toEqual([
      "WithdrawalNotOpen",
      1n,
      2,
    ]);
  });

  test("locks a cancelled withdrawal again", async () => {
    await send(alice, { functionName: "deposit", args: [token, 700n] });
    await send(alice, { functionName: "requestWithdrawal", args: [token, 300n] });
    expect(await send(alice, { functionName: "cancelWithdrawal", args: [1n] })).toMatchObject({
      name: "WithdrawalCancelled",
      args: { requestId: 1n, account: alice.address, token, amount: 300n },
    });
    expect(await lockedAndRequested(alice.address)).toEqual([700n, 0n]);
    await passTime(delaySeconds);
    expect(await simulateRefusal(alice, { functionName: "withdraw", args: [1n] })).toEqual([
      "WithdrawalNotOpen",
      1n,
      3,
    ]);
  });

  test("refuses what is not the caller's", async () => {
    await send(alice, { functionName: "deposit", args: [token, 700n] });
    await send(alice, { functionName: "requestWithdrawal", args: [token, 300n] });
    await passTime(delaySeconds);
    for (const functionName of ["withdraw", "cancelWithdrawal"] as const) {
      expect(await simulateRefusal(bob, { functionName, args: [1n] })).toEqual([
        "NotTheAccount",
        1n,
        alice.address,
        bob.address,
      ]);
      expect(await simulateRefusal(bob, { functionName, args: [2n] })).toEqual([
        "WithdrawalNotOpen",
        2n,
        0,
      ]);
    }
    expect(
      await simulateRefusal(bob, { functionName: "requestWithdrawal", args: [token, 1n] }),
    ).toMatchObject(["InsufficientLocked", expect.anything(), 1n, 0n]);
    expect(
      await simulateRefusal(alice, { functionName: "requestWithdrawal", args: [token, 401n] }),
    ).toMatchObject(["InsufficientLocked", expect.anything(), 401n, 400n]);
    expect(
      await simulateRefusal(alice, { functionName: "requestWithdrawal", args: [token, 0n] }),
    ).toEqual(["ZeroAmount"]);
    expect(await simulateRefusal(alice, { functionName: "deposit", args: [token, 0n] })).toEqual([
      "ZeroAmount",
    ]);
  });

  test("refuses a token that takes a fee on transfer", async () => {
    const feeToken = await chain.deploy({ artifact: tokens.FeeToken, args: [] });
    await fund({ token: feeToken, account: alice, amount: 1_000n });
    expect(
      await simulateRefusal(alice, { functionName: "deposit", args: [feeToken, 1_000n] }),
    ).toMatchObject(["FeeOnTransferToken", expect.anything(), 1_000n, 990n]);
  });

  test("pays a token that calls back only once", async () => {
    const reentrant = await chain.deploy({ artifact: tokens.ReentrantToken, args: [] });
    const abi = parseAbi([
      "function depositAndRequest(address vault, uint256 amount)",
      "function withdraw(address vault)",
      "function failure() view returns (bytes)",
    ]);
    const depositor = { address: reentrant, abi, account: alice } as const;
    await chain.mined(
      await chain.client.writeContract({
        ...depositor,
        functionName: "depositAndRequest",
        args: [vault, 500n],
      }),
    );
    await passTime(delaySeconds);
    await chain.mined(
      await chain.client.writeContract({ ...depositor, functionName: "withdraw", args: [vault] }),
    );
    const data = await chain.client.readContract({ ...depositor, functionName: "failure" });
    expect(decodeErrorResult({ abi: artifacts.CollateralVault.abi, data }).errorName).toBe(
      "ReentrancyGuardReentrantCall",
    );
    token = reentrant;
    expect(await balanceOf(reentrant)).toBe(500n);
    expect(await lockedAndRequested(reentrant)).toEqual([0n, 0n]);
  });

  async function withdrawalStatus(requestId: bigint): Promise<number> {
    const withdrawal = await chain.client.readContract({
      ...contract(),
      functionName: "withdrawalOf",
      args: [requestId],
    });
    return withdrawal.status;
  }

  const simulateRefusal = (
    account: TestChain["deployer"],
    call: { functionName: string; args: readonly unknown[] },
  ) => callRefusal({ chain, from: account.address, to: vault, abi: collateralVaultAbi, ...call });
});
