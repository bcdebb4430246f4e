import { type Address, encodeFunctionData, type Hex, zeroAddress } from "viem";
import { configureReserve } from "../aave-v3/configure-reserve.ts";
import {
  flashLoanPremiumBps,
  reserveParameters,
  stablecoinEMode,
} from "../aave-v3/reserve-parameters.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import { poolConfiguratorV36AdminAbi as abi } from "./aave-v3-6-admin-abi.ts";
import type { AaveV36ContractName } from "./aave-v3-6-artifacts.ts";
import { interestRateData } from "./interest-rate-data.ts";

/** Queues everything that makes each token a reserve: token implementations, rates, risk, e-mode. */
export async function listReservesV36(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<AaveV36ContractName, Artifact>;
  pool: Address;
  poolConfigurator: Address;
  treasury: Address;
  tokens: TokenAddresses;
}): Promise<void> {
  const { chain, deployer, artifacts, pool, poolConfigurator, treasury, tokens } = parameters;
  const configure = (label: string, data: Hex) =>
    chain.send({ from: deployer, to: poolConfigurator, data, label });
  const implementation = (name: AaveV36ContractName, args: readonly unknown[]) =>
    chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      args,
      label: `deploy Aave v3.6 ${name}`,
    });

  const aTokenImpl = await implementation("ATokenInstance", [pool, zeroAddress, treasury]);
  const variableDebtTokenImpl = await implementation("VariableDebtTokenInstance", [
    pool,
    zeroAddress,
  ]);
  configure(
    "updateFlashloanPremium",
    encodeFunctionData({
      abi,
      functionName: "updateFlashloanPremium",
      args: [flashLoanPremiumBps.total],
    }),
  );
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
        stablecoinEMode.label,
      ],
    }),
  );
  for (const { symbol } of devnetTokens) {
    const asset = tokens[symbol];
    const risk = reserveParameters[symbol];
    configure(
      `initReserves of ${symbol}`,
      encodeFunctionData({
        abi,
        functionName: "initReserves",
        args: [
          [
            {
              aTokenImpl,
              variableDebtTokenImpl,
              underlyingAsset: asset,
              aTokenName: `Aave ${symbol}`,
              aTokenSymbol: `a${symbol}`,
              variableDebtTokenName: `Aave Variable Debt ${symbol}`,
              variableDebtTokenSymbol: `variableDebt${symbol}`,
              params: "0x",
              interestRateData: interestRateData(risk),
            },
          ],
        ],
      }),
    );
    configureReserve({ chain, deployer, poolConfigurator, asset, symbol, risk });
    if (risk.eModeCategory === 0) continue;
    for (const functionName of [
      "setAssetCollateralInEMode",
      "setAssetBorrowableInEMode",
    ] as const) {
      configure(
        `${functionName} of ${symbol}`,
        encodeFunctionData({ abi, functionName, args: [asset, risk.eModeCategory, true] }),
      );
    }
  }
}
