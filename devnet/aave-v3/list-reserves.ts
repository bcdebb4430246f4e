import { type Address, encodeFunctionData, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import { poolConfiguratorAdminAbi } from "./aave-v3-admin-abi.ts";
import type { AaveV3ContractName } from "./aave-v3-artifacts.ts";
import { configureReserve } from "./configure-reserve.ts";
import { deployInterestRateStrategy } from "./deploy-interest-rate-strategy.ts";
import { flashLoanPremiumBps, reserveParameters, stablecoinEMode } from "./reserve-parameters.ts";

/** Queues everything that makes each token a reserve: token implementations, rates, risk, e-mode. */
export async function listReserves(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<AaveV3ContractName, Artifact>;
  poolAddressesProvider: Address;
  pool: Address;
  poolConfigurator: Address;
  treasury: Address;
  tokens: TokenAddresses;
}): Promise<void> {
  const { chain, deployer, artifacts, pool, poolConfigurator, treasury, tokens } = parameters;
  const implementation = (name: AaveV3ContractName) =>
    chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      args: [pool],
      label: `deploy Aave ${name}`,
    });
  const configure = (label: string, data: `0x${string}`) =>
    chain.send({ from: deployer, to: poolConfigurator, data, label });
  const abi = poolConfiguratorAdminAbi;

  const aTokenImpl = await implementation("AToken");
  const variableDebtTokenImpl = await implementation("VariableDebtToken");
  const stableDebtTokenImpl = await implementation("StableDebtToken");
  for (const [functionName, value] of [
    ["updateFlashloanPremiumTotal", flashLoanPremiumBps.total],
    ["updateFlashloanPremiumToProtocol", flashLoanPremiumBps.toProtocol],
  ] as const) {
    configure(functionName, encodeFunctionData({ abi, functionName, args: [value] }));
  }
  configure(
    "setEModeCategory",
    encodeFunctionData({
      abi,
      functionName: "setEModeCategory",
      args: [
        stablecoinEMode.id,
        stablecoinEMode.ltvBps,
        stablecoinEMode.liquidationThresholdBps,
        stablecoinEMode.liquidationBonusBps,
        zeroAddress,
        stablecoinEMode.label,
      ],
    }),
  );

  for (const { symbol, decimals } of devnetTokens) {
    const asset = tokens[symbol];
    const risk = reserveParameters[symbol];
    const strategy = await deployInterestRateStrategy({
      ...parameters,
      artifact: artifacts.DefaultReserveInterestRateStrategy,
      rates: risk,
      symbol,
    });
    configure(
      `initReserves of ${symbol}`,
      encodeFunctionData({
        abi,
        functionName: "initReserves",
        args: [
          [
            {
              aTokenImpl,
              stableDebtTokenImpl,
              variableDebtTokenImpl,
              underlyingAssetDecimals: decimals,
              interestRateStrategyAddress: strategy,
              underlyingAsset: asset,
              treasury,
              incentivesController: zeroAddress,
              aTokenName: `Aave ${symbol}`,
              aTokenSymbol: `a${symbol}`,
              variableDebtTokenName: `Aave Variable Debt ${symbol}`,
              variableDebtTokenSymbol: `variableDebt${symbol}`,
              stableDebtTokenName: `Aave Stable Debt ${symbol}`,
              stableDebtTokenSymbol: `stableDebt${symbol}`,
              params: "0x",
            },
          ],
        ],
      }),
    );
    configureReserve({ chain, deployer, poolConfigurator, asset, symbol, risk });
    if (risk.eModeCategory !== 0) {
      configure(
        `setAssetEModeCategory of ${symbol}`,
        encodeFunctionData({
          abi,
          functionName: "setAssetEModeCategory",
          args: [asset, risk.eModeCategory],
        }),
      );
    }
  }
}
