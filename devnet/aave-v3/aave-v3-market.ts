import type { Address } from "viem";
import type { TokenSymbol } from "../tokens/devnet-tokens.ts";
import type { AaveV3Version } from "./create-aave-v3-deployer.ts";

export type AaveV3Reserve = {
  symbol: TokenSymbol;
  asset: Address;
  aToken: Address;
  stableDebtToken: Address | null;
  variableDebtToken: Address;
  priceSource: Address;
};

/** Where a local market of Aave v3 is. */
export type AaveV3Market = {
  version: AaveV3Version;
  poolAddressesProvider: Address;
  pool: Address;
  poolConfigurator: Address;
  oracle: Address;
  aclManager: Address;
  protocolDataProvider: Address;
  treasury: Address;
  reserves: readonly AaveV3Reserve[];
  flashLoanReceiver: Address;
};
