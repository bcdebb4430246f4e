import { WAD } from "../../core/fixed-point.ts";
import type { MethodologyAsset } from "./methodology.ts";
import { priceIdOf } from "./unit-prices.ts";
import type { CorrelationGroup } from "./valuation-rules.ts";

type GroupRule = Omit<CorrelationGroup, "priceIds"> & { units: readonly string[] };

const MILLION_USD = 1_000_000n * WAD;

/** The numbers are judgements, in the order of the markets' depth; docs/methodology.md has the why. */
const GROUPS: readonly GroupRule[] = [
  {
    id: "ether",
    units: "ETH STETH WSTETH CBETH RETH WEETH EZETH RSETH STKETH VWETH".split(" "),
    liquidityWad: 50n * MILLION_USD,
    driftBpsPerRootHour: 300,
    reason: "Ether and what is redeemed for ether: sold in the same markets, in the same crash.",
  },
  {
    id: "bitcoin",
    units: "BTC WBTC CBBTC TBTC LBTC".split(" "),
    liquidityWad: 50n * MILLION_USD,
    driftBpsPerRootHour: 300,
    reason: "Bitcoin and claims on it.",
  },
  {
    id: "dollar",
    units: [
      ..."USDC USDT DAI USDS GHO LUSD CRVUSD PYUSD RLUSD USDG USDTB USDE FRAX SUSD MIMATIC".split(
        " ",
      ),
      ..."USDBC USDC.E USDT0 DAI.A BVUSDC VBVUSDC SUSDE".split(" "),
    ],
    liquidityWad: 100n * MILLION_USD,
    driftBpsPerRootHour: 30,
    reason: "Dollars of several issuers, which are lent against and redeemed for one another.",
  },
];

/** Of a price that belongs to no group: its market is small until somebody says otherwise. */
const ALONE = {
  liquidityWad: MILLION_USD,
  driftBpsPerRootHour: 600,
  reason: "Nothing is agreed that it moves with, nor that its market is deep.",
} as const;

/** Every price of the assets in exactly one group; a group that no asset has is left out. */
export function correlationGroups(
  assets: readonly Pick<MethodologyAsset, "priceId">[],
): CorrelationGroup[] {
  const used = new Set(assets.map(({ priceId }) => priceId));
  const groups = GROUPS.map(({ units, ...rule }) => ({
    ...rule,
    priceIds: units.map(priceIdOf).filter((priceId) => used.delete(priceId)),
  })).filter(({ priceIds }) => priceIds.length > 0);
  return [...groups, ...[...used].sort().map((id) => ({ id, priceIds: [id], ...ALONE }))];
}
