import type { TokenSymbol } from "../tokens/devnet-tokens.ts";

export type ReserveParameters = {
  ltvBps: bigint;
  liquidationThresholdBps: bigint;
  /** 10500 pays a liquidator 5 % on top. */
  liquidationBonusBps: bigint;
  reserveFactorBps: bigint;
  eModeCategory: number;
  /** Variable interest: usage at the kink, rate at none, rise up to the kink, rise beyond it. */
  optimalUsageBps: bigint;
  baseRateBps: bigint;
  slope1Bps: bigint;
  slope2Bps: bigint;
};

/** Risk parameters near those of Aave's Ethereum market; only variable debt is enabled. */
export const reserveParameters = {
  WETH: {
    ltvBps: 8_000n,
    liquidationThresholdBps: 8_250n,
    liquidationBonusBps: 10_500n,
    reserveFactorBps: 1_500n,
    eModeCategory: 0,
    optimalUsageBps: 8_000n,
    baseRateBps: 100n,
    slope1Bps: 380n,
    slope2Bps: 8_000n,
  },
  USDC: {
    ltvBps: 8_000n,
    liquidationThresholdBps: 8_500n,
    liquidationBonusBps: 10_450n,
    reserveFactorBps: 1_000n,
    eModeCategory: 1,
    optimalUsageBps: 9_000n,
    baseRateBps: 0n,
    slope1Bps: 400n,
    slope2Bps: 6_000n,
  },
  DAI: {
    ltvBps: 7_500n,
    liquidationThresholdBps: 8_000n,
    liquidationBonusBps: 10_400n,
    reserveFactorBps: 1_000n,
    eModeCategory: 1,
    optimalUsageBps: 8_000n,
    baseRateBps: 0n,
    slope1Bps: 400n,
    slope2Bps: 7_500n,
  },
  WBTC: {
    ltvBps: 7_000n,
    liquidationThresholdBps: 7_500n,
    liquidationBonusBps: 10_650n,
    reserveFactorBps: 2_000n,
    eModeCategory: 0,
    optimalUsageBps: 4_500n,
    baseRateBps: 0n,
    slope1Bps: 700n,
    slope2Bps: 30_000n,
  },
} as const satisfies Record<TokenSymbol, ReserveParameters>;

/** E-mode for assets that follow the dollar, each at its own price. */
export const stablecoinEMode = {
  id: 1,
  ltvBps: 9_700,
  liquidationThresholdBps: 9_750,
  liquidationBonusBps: 10_100,
  label: "Stablecoins",
} as const;

export const liquidationProtocolFeeBps = 1_000n;
/** Of a flash loan's amount; the protocol's part of it goes to the treasury. */
export const flashLoanPremiumBps = { total: 5n, toProtocol: 4n } as const;
