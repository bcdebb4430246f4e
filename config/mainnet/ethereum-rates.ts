import * as AaveV2Ethereum from "@aave-dao/aave-address-book/AaveV2Ethereum";
import * as AaveV3Ethereum from "@aave-dao/aave-address-book/AaveV3Ethereum";
import type { Address } from "viem";
import type { RateDeployment } from "../network.ts";

type EthereumRate = Omit<RateDeployment, "startBlock">;
type Getter = Extract<RateDeployment["source"], { kind: "getter" }>["getter"];

/** A staking token that says itself what it stands for. */
function staked(
  symbol: string,
  token: Address,
  getter: Getter,
  updates: Address | null,
): EthereumRate {
  return {
    token: { symbol, address: token, decimals: 18 },
    unit: "ETH",
    source: { kind: "getter", contract: token, getter, decimals: 18 },
    updates,
    // The book names each asset's oracle, but not which of them are price cap adapters.
    capAdapter: null,
  };
}

const { wstETH, cbETH, rETH, weETH } = AaveV3Ethereum.ASSETS;

/**
 * Rates of staking tokens in ether, the tokens by the address book. wstETH counts in stETH, whose
 * reports of rewards stETH itself logs; where stETH is worth less than ether, markets say so.
 */
export const ethereumRates: readonly EthereumRate[] = [
  staked("wstETH", wstETH.UNDERLYING, "stEthPerToken", AaveV2Ethereum.ASSETS.stETH.UNDERLYING),
  staked("cbETH", cbETH.UNDERLYING, "exchangeRate", cbETH.UNDERLYING),
  staked("rETH", rETH.UNDERLYING, "getExchangeRate", null),
  staked("weETH", weETH.UNDERLYING, "getRate", null),
];
