import type { RiskProfile } from "./methodology.ts";

/**
 * What each kind of asset can lose between the last price and a sale, as a share of its value. The
 * numbers are judgements, ordered by what has to go wrong first; docs/methodology.md has the why.
 */
export const RISK_PROFILES = {
  "native-major": {
    id: "native-major",
    class: "native",
    haircutBps: 2_000,
    reason:
      "No issuer owes anything for it. The largest spot move in the scenario grids of open portfolio margin is 16 to 18 %.",
  },
  "native-minor": {
    id: "native-minor",
    class: "native",
    haircutBps: 4_000,
    reason:
      "No issuer owes anything for it, but its market is small: twice the haircut of a major.",
  },
  "stable-fiat": {
    id: "stable-fiat",
    class: "stable",
    haircutBps: 500,
    reason:
      "Redeemable for money by its issuer. More than three times the largest step between two rounds in the depegs of USDC (0.87 %) and USDT (1.47 %).",
  },
  "stable-crypto": {
    id: "stable-crypto",
    class: "stable",
    haircutBps: 1_000,
    reason:
      "Redeemable or lent against collateral on chain, which may lag behind its debt in a crash: twice the haircut of one that is redeemable for money.",
  },
  "stable-bridged": {
    id: "stable-bridged",
    class: "stable",
    haircutBps: 1_000,
    reason:
      "A bridge's claim on a stablecoin of another chain, priced as that stablecoin: its depeg and the bridge's failure both strike it.",
  },
  synthetic: {
    id: "synthetic",
    class: "synthetic",
    haircutBps: 2_000,
    reason:
      "Its peg is kept by positions or by a mechanism instead of reserves; when one fails it does not come back.",
  },
  "wrapped-custodied": {
    id: "wrapped-custodied",
    class: "wrapped-staked",
    haircutBps: 2_500,
    reason:
      "What it stands for can fall like a major, and its custodian or bridge can fail besides.",
  },
  "liquid-staked": {
    id: "liquid-staked",
    class: "wrapped-staked",
    haircutBps: 2_500,
    reason:
      "Ether that waits in a queue to be taken out: it falls like ether, and trades below it when many want out (stETH at 0.94 in June 2022).",
  },
  "liquid-restaked": {
    id: "liquid-restaked",
    class: "wrapped-staked",
    haircutBps: 3_500,
    reason:
      "Liquid staking with further slashing and thinner markets on top (ezETH stood far below its rate for minutes in April 2024).",
  },
  "vault-share": {
    id: "vault-share",
    class: "vault-share",
    haircutBps: 2_500,
    reason:
      "A share of a strategy with a delay on leaving. Where the vault says what a share stands for, that asset is counted instead.",
  },
  commodity: {
    id: "commodity",
    class: "real-world",
    haircutBps: 2_000,
    aging: { graceSeconds: 86_400, bpsPerDay: 100, closedMarketBps: 200 },
    reason:
      "A custodian's claim on metal, priced as the metal, whose market is closed at weekends.",
  },
} as const satisfies { [Id in string]: RiskProfile & { id: Id } };

export type RiskProfileId = keyof typeof RISK_PROFILES;
