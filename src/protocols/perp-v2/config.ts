import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2CollateralManagerAbi,
  perpV2ExchangeAbi,
  perpV2InsuranceFundAbi,
  perpV2MarketRegistryAbi,
  perpV2VaultAbi,
} from "../../../abis/perp-v2.ts";
import type { Network, PerpV2Deployment } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** The contracts of each clearing house that log what changes an account. */
export const perpV2Contracts = (network: Network) => ({
  PerpV2Vault: { abi: perpV2VaultAbi, chain: locate(network, "vault") },
  PerpV2ClearingHouse: { abi: perpV2ClearingHouseAbi, chain: locate(network, "clearingHouse") },
  PerpV2AccountBalance: { abi: perpV2AccountBalanceAbi, chain: locate(network, "accountBalance") },
  PerpV2Exchange: { abi: perpV2ExchangeAbi, chain: locate(network, "exchange") },
  PerpV2MarketRegistry: { abi: perpV2MarketRegistryAbi, chain: locate(network, "marketRegistry") },
  PerpV2CollateralManager: {
    abi: perpV2CollateralManagerAbi,
    chain: locate(network, "collateralManager"),
  },
  PerpV2InsuranceFund: { abi: perpV2InsuranceFundAbi, chain: locate(network, "insuranceFund") },
});

type Contract =
  | "vault"
  | "clearingHouse"
  | "accountBalance"
  | "exchange"
  | "marketRegistry"
  | "collateralManager"
  | "insuranceFund";

function locate(network: Network, contract: Contract) {
  return sourcesPerChain(network, ({ perpV2 }) =>
    perpV2.map((deployment: PerpV2Deployment) => ({
      address: deployment[contract],
      startBlock: deployment.startBlock,
    })),
  );
}
