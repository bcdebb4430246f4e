/** The variables of a mainnet whose nodes nobody reaches; some chains have two. */
export const MAINNET_ENVIRONMENT = {
  BALLAST_RPC_ETHEREUM: "https://one.invalid/key-of-ethereum, https://two.invalid",
  BALLAST_RPC_BASE: "https://base.invalid",
  BALLAST_RPC_ARBITRUM: "https://arbitrum.invalid https://second.arbitrum.invalid",
  BALLAST_RPC_OPTIMISM: "https://optimism.invalid",
  BALLAST_RPC_POLYGON: "https://polygon.invalid",
} as const;
