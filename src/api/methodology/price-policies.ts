import { WAD } from "../../core/fixed-point.ts";
import type { PricePolicy } from "./methodology.ts";

/** One block of Ethereum: the same evaluation twice in a block is no second opinion. */
const BLOCK_SECONDS = 12;
const HALF_HOUR_SECONDS = 1_800;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

const CRYPTO_BREAKER = {
  jumpBps: 1_000,
  intervalSeconds: BLOCK_SECONDS,
  boxSeconds: HALF_HOUR_SECONDS,
};

/** How the feeds of each class of asset become a price. docs/methodology.md has the evidence. */
export const PRICE_POLICIES: readonly PricePolicy[] = [
  {
    id: "majors",
    softSpreadBps: 150,
    hardSpreadBps: 300,
    maximumConfidenceBps: 200,
    lastGoodSeconds: HOUR_SECONDS,
    breaker: CRYPTO_BREAKER,
    rise: { burstBps: 100, bpsPerHour: 600, windowSeconds: HOUR_SECONDS },
    reason:
      "Three providers of ETH/USD on a day of +9 % were 37 bps apart in the median, 118 at p99 and 230 at most. " +
      "No major moves 10 % between two updates; 6 % an hour is Mango's limit, and no pump of every market of a major lasts an hour.",
  },
  {
    id: "stables",
    softSpreadBps: 50,
    hardSpreadBps: 100,
    maximumConfidenceBps: 200,
    lastGoodSeconds: HOUR_SECONDS,
    breaker: { ...CRYPTO_BREAKER, jumpBps: 500 },
    rise: { burstBps: 50, bpsPerHour: 600, windowSeconds: HOUR_SECONDS },
    par: { parWad: WAD, depegBps: 50, depegHardSpreadBps: 200 },
    reason:
      "Feeds of a stablecoin agree within some bps outside a depeg; in one the doubt should show, and feeds a round apart are up to 1.2 % apart. " +
      "The largest real step of USDC (0.87 %) and USDT (1.47 %) is far below 5 %; USDN's collapse made eleven above it, which must pass when confirmed.",
  },
  {
    id: "staked",
    softSpreadBps: 50,
    hardSpreadBps: 200,
    maximumConfidenceBps: 200,
    lastGoodSeconds: HOUR_SECONDS,
    breaker: CRYPTO_BREAKER,
    rise: { burstBps: 100, bpsPerHour: 600, windowSeconds: HOUR_SECONDS },
    reason:
      "Markets of a staking token follow its base closely, so that feeds which differ by more than 50 bps differ about the token.",
  },
  {
    id: "long-tail",
    softSpreadBps: 200,
    hardSpreadBps: 500,
    maximumConfidenceBps: 500,
    lastGoodSeconds: HOUR_SECONDS,
    breaker: CRYPTO_BREAKER,
    rise: { burstBps: 0, bpsPerHour: 600, windowSeconds: DAY_SECONDS },
    reason:
      "Thin markets differ. MNGO was pumped on all of its venues from 0.04 to 0.91 within half an hour: only a rise that is limited for a day outlasts that.",
  },
  {
    id: "nav",
    softSpreadBps: 50,
    hardSpreadBps: 100,
    maximumConfidenceBps: 200,
    lastGoodSeconds: 4 * DAY_SECONDS,
    acceptsNav: true,
    step: { stepBps: 50, windowSeconds: DAY_SECONDS },
    reason:
      "One issuer states the value of a fund on working days: a long weekend must not end the price, and no honest fund of bills moves 50 bps a day.",
  },
];
