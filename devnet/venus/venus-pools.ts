import type { TokenSymbol } from "../tokens/devnet-tokens.ts";

const PERCENT = 10n ** 16n;

/** Rates per year and points of utilisation, in wad. */
type RateModel =
  | { kind: "jump"; base: bigint; multiplier: bigint; jump: bigint; kink: bigint }
  | {
      kind: "two-kinks";
      base: bigint;
      multiplier: bigint;
      kink1: bigint;
      multiplier2: bigint;
      base2: bigint;
      kink2: bigint;
      jump: bigint;
    };

export type VenusMarketParameters = {
  token: TokenSymbol;
  rates: RateModel;
  collateralFactor: bigint;
  liquidationThreshold: bigint;
  reserveFactor: bigint;
};

const jump: RateModel = {
  kind: "jump",
  base: 2n * PERCENT,
  multiplier: 15n * PERCENT,
  jump: 300n * PERCENT,
  kink: 80n * PERCENT,
};
const twoKinks: RateModel = {
  kind: "two-kinks",
  base: PERCENT,
  multiplier: 8n * PERCENT,
  kink1: 30n * PERCENT,
  multiplier2: 25n * PERCENT,
  base2: PERCENT,
  kink2: 75n * PERCENT,
  jump: 250n * PERCENT,
};

/**
 * The pools of the local chains: one accrues by blocks, of which a year has ten thousand here so that
 * a few hundred matter, one by time.
 */
export const venusPools: readonly {
  id: string;
  isTimeBased: boolean;
  markets: readonly VenusMarketParameters[];
}[] = [
  {
    id: "core",
    isTimeBased: false,
    markets: [
      market("WETH", jump, 75n, 80n, 20n),
      market("USDC", twoKinks, 80n, 85n, 10n),
      market("WBTC", jump, 70n, 75n, 25n),
      market("DAI", twoKinks, 78n, 82n, 0n),
    ],
  },
  {
    id: "timed",
    isTimeBased: true,
    markets: [market("WETH", jump, 60n, 65n, 15n), market("DAI", twoKinks, 80n, 90n, 5n)],
  },
];

export const LOCAL_BLOCKS_PER_YEAR = 10_000n;

function market(
  token: TokenSymbol,
  rates: RateModel,
  collateral: bigint,
  liquidation: bigint,
  reserve: bigint,
): VenusMarketParameters {
  return {
    token,
    rates,
    collateralFactor: collateral * PERCENT,
    liquidationThreshold: liquidation * PERCENT,
    reserveFactor: reserve * PERCENT,
  };
}
