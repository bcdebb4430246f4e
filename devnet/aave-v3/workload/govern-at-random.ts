import { encodeFunctionData, type Hex, parseAbi, stringToHex, zeroAddress } from "viem";
import { poolConfiguratorV36AdminAbi } from "../../aave-v3-6/aave-v3-6-admin-abi.ts";
import { devnetTokens } from "../../tokens/devnet-tokens.ts";
import { fund } from "../../tokens/fund.ts";
import { poolConfiguratorAdminAbi } from "../aave-v3-admin-abi.ts";
import { supply } from "../pool-transactions.ts";
import { reserveParameters, stablecoinEMode } from "../reserve-parameters.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";
import { configure, setInterestRates } from "../scenario/governance-steps.ts";

const kinds = ["risk", "risk", "reserve factor", "rates", "e-mode risk", "cover deficit"] as const;

const umbrellaAbi = parseAbi([
  "function setAddress(bytes32 id, address newAddress)",
  "function getReserveDeficit(address asset) view returns (uint256)",
  "function eliminateReserveDeficit(address asset, uint256 amount) returns (uint256)",
]);

/** Queues a change that governance makes to one reserve or to the e-mode, near where it was first. */
export async function governAaveAtRandom(stage: AaveStage): Promise<string | undefined> {
  const { market, random } = stage;
  const kind = random.pick(kinds);
  const { symbol } = random.pick(devnetTokens);
  const asset = stage.token(symbol);
  const first = reserveParameters[symbol];
  const less = random.bigint(0n, 600n);
  const call = (data: Hex) => configure(stage, kind, data);
  switch (kind) {
    case "risk": {
      const args = [
        asset,
        first.ltvBps - less,
        first.liquidationThresholdBps - less,
        first.liquidationBonusBps + random.bigint(0n, 200n),
      ] as const;
      const functionName = "configureReserveAsCollateral";
      call(encodeFunctionData({ abi: poolConfiguratorAdminAbi, functionName, args }));
      return kind;
    }
    case "reserve factor": {
      const args = [asset, random.bigint(0n, 5_000n)] as const;
      const functionName = "setReserveFactor";
      call(encodeFunctionData({ abi: poolConfiguratorAdminAbi, functionName, args }));
      return kind;
    }
    case "rates": {
      const slope1Bps = first.slope1Bps + random.bigint(0n, 400n);
      const rates = { ...first, baseRateBps: random.bigint(0n, 300n), slope1Bps };
      await setInterestRates(stage, symbol, rates);
      return kind;
    }
    case "e-mode risk": {
      const { id, label, liquidationBonusBps } = stablecoinEMode;
      const threshold = stablecoinEMode.liquidationThresholdBps - random.integer(0, 200);
      const ltv = threshold - 50;
      const functionName = "setEModeCategory";
      call(
        market.version === "3.0.2"
          ? encodeFunctionData({
              abi: poolConfiguratorAdminAbi,
              functionName,
              args: [id, ltv, threshold, liquidationBonusBps, zeroAddress, label],
            })
          : encodeFunctionData({
              abi: poolConfiguratorV36AdminAbi,
              functionName,
              args: [id, ltv, threshold, liquidationBonusBps, label],
            }),
      );
      return kind;
    }
    case "cover deficit":
      return market.version === "3.0.2" ? undefined : coverDeficit(stage);
  }
}

/** The liquidator, appointed for it, pays for some of a reserve's bad debts with aTokens of its own. */
async function coverDeficit(stage: AaveStage): Promise<string | undefined> {
  const { chain, market, pool, accounts, random } = stage;
  const from = accounts.liquidator.address;
  const deficits = await Promise.all(
    market.reserves.map(async ({ asset }) => ({
      asset,
      deficit: await chain.client.readContract({
        address: pool,
        abi: umbrellaAbi,
        functionName: "getReserveDeficit",
        args: [asset],
      }),
    })),
  );
  const bad = deficits.filter(({ deficit }) => deficit > 0n);
  if (bad.length === 0) return undefined;
  const { asset, deficit } = random.pick(bad);
  const amount = random.chance(40) ? deficit : (deficit * random.bigint(1n, 99n)) / 100n + 1n;
  const send = (to: typeof pool, sender: typeof pool, data: Hex) =>
    stage.send({ from: sender, to, data, label: "cover a deficit" });
  const umbrella = [stringToHex("UMBRELLA", { size: 32 }), from] as const;
  send(
    market.poolAddressesProvider,
    accounts.deployer.address,
    encodeFunctionData({ abi: umbrellaAbi, functionName: "setAddress", args: umbrella }),
  );
  fund(stage, { owner: from, token: asset, amount: amount * 2n, spenders: [pool] });
  stage.send(supply({ pool, from, asset, amount: amount + amount / 100n + 10n }));
  send(
    pool,
    from,
    encodeFunctionData({
      abi: umbrellaAbi,
      functionName: "eliminateReserveDeficit",
      args: [asset, amount],
    }),
  );
  return "cover deficit";
}
