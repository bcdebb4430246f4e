import { encodeFunctionData, type Hex } from "viem";
import { poolConfiguratorV36AdminAbi } from "../../aave-v3-6/aave-v3-6-admin-abi.ts";
import { interestRateData } from "../../aave-v3-6/interest-rate-data.ts";
import type { TokenSymbol } from "../../tokens/devnet-tokens.ts";
import { poolConfiguratorAdminAbi } from "../aave-v3-admin-abi.ts";
import { deployInterestRateStrategy } from "../deploy-interest-rate-strategy.ts";
import { type ReserveParameters, reserveParameters } from "../reserve-parameters.ts";
import type { AaveStage } from "./aave-stage.ts";

/** Queues a call of the deployer at the configurator. */
export function configure(stage: AaveStage, label: string, data: Hex): void {
  const { market, accounts } = stage;
  stage.send({
    from: accounts.deployer.address,
    to: market.poolConfigurator,
    data,
    label,
  });
}

const dearerDai = { ...reserveParameters.DAI, baseRateBps: 100n, slope1Bps: 600n };

/** DAI gets dearer interest rates, WBTC a higher reserve factor. */
export async function raiseDaiRates(stage: AaveStage): Promise<void> {
  await setInterestRates(stage, "DAI", dearerDai);
  configure(
    stage,
    "raise WBTC's reserve factor",
    encodeFunctionData({
      abi: poolConfiguratorAdminAbi,
      functionName: "setReserveFactor",
      args: [stage.token("WBTC"), 2_500n],
    }),
  );
}

/** Up to 3.3 another strategy contract, since then other numbers in the one strategy. */
export async function setInterestRates(
  stage: AaveStage,
  symbol: TokenSymbol,
  rates: ReserveParameters,
): Promise<void> {
  const { chain, market, accounts, contracts } = stage;
  const asset = stage.token(symbol);
  const label = `set ${symbol}'s interest rates`;
  if (market.version !== "3.0.2") {
    const data = encodeFunctionData({
      abi: poolConfiguratorV36AdminAbi,
      functionName: "setReserveInterestRateData",
      args: [asset, interestRateData(rates)],
    });
    return configure(stage, label, data);
  }
  const strategy = await deployInterestRateStrategy({
    chain,
    deployer: accounts.deployer.address,
    artifact: contracts.aaveV3.DefaultReserveInterestRateStrategy,
    poolAddressesProvider: market.poolAddressesProvider,
    rates,
    symbol,
  });
  const data = encodeFunctionData({
    abi: poolConfiguratorAdminAbi,
    functionName: "setReserveInterestRateStrategyAddress",
    args: [asset, strategy],
  });
  configure(stage, label, data);
}

/** WBTC counts for less from now on. */
export function lowerBtcThreshold(stage: AaveStage): void {
  configure(
    stage,
    "lower WBTC's liquidation threshold",
    encodeFunctionData({
      abi: poolConfiguratorAdminAbi,
      functionName: "configureReserveAsCollateral",
      args: [stage.token("WBTC"), 6_800n, 7_300n, 10_700n],
    }),
  );
}
