import { describe, expect, it } from "vitest";
import type { BridgedToken, RateDeployment } from "../../config/network.ts";
import { registerBridgedSupply } from "../../src/oracles/bridged-supply/handlers.ts";
import { registerRates } from "../../src/oracles/rates/handlers.ts";
import { rateCap } from "../../src/oracles/rates/schema.ts";
import { viewSample } from "../../src/oracles/samples/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const vault = addressOf(0x1);
const staked = addressOf(0x2);
const reporter = addressOf(0x3);
const adapter = addressOf(0x4);
const UNIT = 10n ** 18n;

const share: RateDeployment = {
  token: { symbol: "share", address: vault, decimals: 18 },
  unit: "USDC",
  source: { kind: "erc4626", vault, shareDecimals: 18, assetDecimals: 6 },
  updates: vault,
  capAdapter: null,
  startBlock: 5,
};
const liquid: RateDeployment = {
  token: { symbol: "liquid", address: staked, decimals: 18 },
  unit: "ETH",
  source: { kind: "getter", contract: staked, getter: "stEthPerToken", decimals: 18 },
  updates: reporter,
  capAdapter: adapter,
  startBlock: 7,
};

function world(answers: Record<string, unknown>) {
  const network = testNetwork(testChain({ rates: [share, liquid] }));
  const chainId = network.chains[0]!.chainId;
  return createHandlerHarness({ chainId, register: () => registerRates(network), answers });
}

describe("rates", () => {
  it("are read at each look from their start on, one whole share at a time; a failure is stored as one", async () => {
    let rate: unknown = 1_010_000n;
    const harness = world({
      [`${vault}.convertToAssets`]: (shares: unknown) => (shares === UNIT ? rate : 0n),
    });
    await harness.block("RatePoll:block", 6);
    rate = Object.assign(new Error("it reverts"), { name: "ContractFunctionRevertedError" });
    await harness.block("RatePoll:block", 7);
    const rows = harness.rows(viewSample).map((row) => [row.call, row.blockNumber, row.value]);
    expect(rows).toEqual([
      [`convertToAssets(${UNIT})`, 6n, 1_010_000n],
      [`convertToAssets(${UNIT})`, 7n, null],
      // The staking contract is not there.
      ["stEthPerToken()", 7n, null],
    ]);
    expect(harness.rows(viewSample)[0]).toMatchObject({ blockTimestampSeconds: timeOfBlock(6) });
  });

  it("do not take a node that fails for a contract that does", async () => {
    const harness = world({ [`${vault}.convertToAssets`]: new Error("the node is down") });
    await expect(harness.block("RatePoll:block", 6)).rejects.toThrow("the node is down");
  });

  it("are read after the logs of whoever reports them, once in a block", async () => {
    let rate = UNIT;
    const harness = world({ [`${staked}.stEthPerToken`]: () => rate });
    for (const next of [UNIT + 1n, UNIT + 2n]) {
      rate = next;
      await harness.log("RateUpdates:TokenRebased", { address: reporter, block: 9, args: {} });
    }
    expect(harness.rows(viewSample)).toMatchObject([
      { contract: staked, blockNumber: 9n, value: UNIT + 2n },
    ]);
    await harness.log("RateUpdates:Deposit", { address: reporter, block: 6, args: {} });
    expect(harness.rows(viewSample)).toHaveLength(1);
  });

  it("have the cap that an adapter shows first, and then each that it logs", async () => {
    const harness = world({
      [`${staked}.stEthPerToken`]: UNIT,
      [`${vault}.convertToAssets`]: 1n,
      [`${adapter}.getSnapshotRatio`]: UNIT,
      [`${adapter}.getSnapshotTimestamp`]: 1_699_000_000n,
      [`${adapter}.getMaxYearlyGrowthRatePercent`]: 968n,
      [`${adapter}.RATIO_DECIMALS`]: 18,
    });
    await harness.block("RatePoll:block", 8);
    await harness.block("RatePoll:block", 9);
    await harness.log("RateCapAdapter:CapParametersUpdated", {
      address: adapter,
      block: 11,
      args: {
        snapshotRatio: UNIT + 5n,
        snapshotTimestamp: 1_699_500_000n,
        maxRatioGrowthPerSecond: 1n,
        maxYearlyRatioGrowthPercent: 900,
      },
    });
    const rows = harness.rows(rateCap);
    expect(rows.map(({ blockNumber }) => blockNumber)).toEqual([8n, 11n]);
    expect(rows[0]).toMatchObject({
      snapshotRatio: UNIT,
      growthBpsPerYear: 968,
      ratioDecimals: 18,
    });
    expect(rows[1]).toMatchObject({ snapshotRatio: UNIT + 5n, growthBpsPerYear: 900 });
  });
});

describe("a bridge", () => {
  const token = addressOf(0x10);
  const escrow = addressOf(0x11);
  const remote = addressOf(0x12);

  it("has what its ends' own tokens say in each block that changed them", async () => {
    const chainId = testChain().chainId;
    const bridged: BridgedToken = {
      id: "X.a",
      symbol: "X.a",
      home: { chainId, symbol: "X", token, decimals: 18, escrow, startBlock: 1 },
      // Of one chain only for the test's sake.
      remote: [{ chainId, token: remote, decimals: 6, startBlock: 1 }],
    };
    let supply = 7n;
    const harness = createHandlerHarness({
      chainId,
      register: () =>
        registerBridgedSupply({ ...testNetwork(testChain()), bridgedTokens: [bridged] }),
      answers: {
        [`${token}.balanceOf`]: (account: unknown) => (account === escrow ? 10n : 0n),
        [`${remote}.totalSupply`]: () => supply,
      },
    });
    await harness.block("BridgedSupplyPoll:block", 3);
    supply = 9n;
    await harness.log("BridgedToken:Transfer", { address: remote, block: 4, args: {} });
    await harness.log("EscrowedToken:Transfer", { address: token, block: 5, args: {} });
    expect(harness.rows(viewSample).map((row) => [row.call, row.blockNumber, row.value])).toEqual([
      [`balanceOf(${escrow})`, 3n, 10n],
      ["totalSupply()", 3n, 7n],
      ["totalSupply()", 4n, 9n],
      [`balanceOf(${escrow})`, 5n, 10n],
    ]);
  });
});
