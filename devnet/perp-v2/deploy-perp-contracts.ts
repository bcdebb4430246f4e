import { type Abi, type Address, encodeFunctionData } from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { initialize } from "./initialize.ts";
import { perpSetupAbi } from "./perp-v2-abi.ts";
import type { PerpV2ContractName } from "./prepare-perp-v2.ts";

/** CollateralManager's parameters, as Perp v2 has them on Optimism: ratios in 10^-6, amounts in USDC × 10^6. */
const collateralRules = {
  maxCollateralTokensPerAccount: 5,
  debtNonSettlementTokenValueRatio: 750_000,
  liquidationRatio: 500_000,
  mmRatioBuffer: 2_000,
  insuranceFundFeeRatio: 30_000,
  debtThreshold: 10_000n * 10n ** 6n,
  collateralValueDust: 500n * 10n ** 6n,
} as const;

type PerpContracts = Record<
  | "clearingHouse"
  | "clearingHouseConfig"
  | "vault"
  | "accountBalance"
  | "exchange"
  | "orderBook"
  | "marketRegistry"
  | "collateralManager"
  | "insuranceFund"
  | "delegateApproval"
  | "surplusBeneficiary"
  | "uniswapV3Factory",
  Address
>;

/** Deploys the contracts of a clearing house without proxies and makes them known to each other. */
export async function deployPerpContracts(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<PerpV2ContractName, Artifact>;
  quoteToken: Address;
  settlementToken: Address;
  mine: (seconds: number) => Promise<MinedBlock>;
}): Promise<PerpContracts> {
  const { chain, deployer, artifacts, quoteToken, settlementToken, mine } = parameters;
  const deploy = (name: PerpV2ContractName) =>
    chain.deploy({ from: deployer, artifact: artifacts[name], label: `deploy Perp's ${name}` });
  const contracts: PerpContracts = {
    uniswapV3Factory: await deploy("UniswapV3Factory"),
    clearingHouseConfig: await deploy("ClearingHouseConfig"),
    insuranceFund: await deploy("InsuranceFund"),
    surplusBeneficiary: await deploy("InsuranceFund"),
    marketRegistry: await deploy("MarketRegistry"),
    orderBook: await deploy("OrderBook"),
    exchange: await deploy("Exchange"),
    accountBalance: await deploy("AccountBalance"),
    vault: await deploy("Vault"),
    collateralManager: await deploy("CollateralManager"),
    clearingHouse: await deploy("ClearingHouse"),
    delegateApproval: await deploy("DelegateApproval"),
  };
  // Each asks whether the others are contracts, so they come first.
  await mine(1);
  const { clearingHouse, clearingHouseConfig, vault, accountBalance, exchange } = contracts;
  const { orderBook, marketRegistry, collateralManager, insuranceFund } = contracts;
  const start = (name: PerpV2ContractName, to: Address, args: readonly unknown[]) =>
    initialize({ chain, deployer, artifact: artifacts[name], to, args });
  start("ClearingHouseConfig", clearingHouseConfig, []);
  start("InsuranceFund", insuranceFund, [settlementToken]);
  start("InsuranceFund", contracts.surplusBeneficiary, [settlementToken]);
  start("MarketRegistry", marketRegistry, [contracts.uniswapV3Factory, quoteToken]);
  start("OrderBook", orderBook, [marketRegistry]);
  start("Exchange", exchange, [marketRegistry, orderBook, clearingHouseConfig]);
  start("AccountBalance", accountBalance, [clearingHouseConfig, orderBook]);
  start("Vault", vault, [insuranceFund, clearingHouseConfig, accountBalance, exchange]);
  start("CollateralManager", collateralManager, [
    clearingHouseConfig,
    vault,
    ...Object.values(collateralRules),
  ]);
  const tell = (
    to: Address,
    functionName: Extract<(typeof perpSetupAbi)[number]["name"], `set${string}`>,
    about: Address,
  ) =>
    chain.send({
      from: deployer,
      to,
      data: encodeFunctionData({ abi: perpSetupAbi as Abi, functionName, args: [about] }),
      label: `${functionName} at ${to}`,
    });
  tell(orderBook, "setExchange", exchange);
  tell(exchange, "setAccountBalance", accountBalance);
  tell(accountBalance, "setVault", vault);
  tell(insuranceFund, "setVault", vault);
  tell(insuranceFund, "setSurplusBeneficiary", contracts.surplusBeneficiary);
  tell(vault, "setCollateralManager", collateralManager);
  start("ClearingHouse", clearingHouse, [
    ...[clearingHouseConfig, vault, quoteToken, contracts.uniswapV3Factory],
    ...[exchange, accountBalance, insuranceFund],
  ]);
  for (const one of [marketRegistry, orderBook, exchange, accountBalance, vault]) {
    tell(one, "setClearingHouse", clearingHouse);
  }
  start("DelegateApproval", contracts.delegateApproval, []);
  tell(clearingHouse, "setDelegateApproval", contracts.delegateApproval);
  await mine(1);
  return contracts;
}
