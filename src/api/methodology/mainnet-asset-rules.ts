import { WAD } from "../../core/fixed-point.ts";
import type { AssetRule } from "./asset-rules.ts";
import type { PricePolicy } from "./methodology.ts";
import type { RiskProfileId } from "./risk-profiles.ts";

const cents = (count: bigint) => (WAD * count) / 100n;

const LIKE_ETHER = { minimumWad: WAD, maximumWad: 1_000_000n * WAD } as const;
const LIKE_BITCOIN = { minimumWad: 10n * WAD, maximumWad: 100_000_000n * WAD } as const;
const LIKE_A_DOLLAR = { minimumWad: WAD / 1_000n, maximumWad: 2n * WAD } as const;
const LIKE_A_EURO = { minimumWad: WAD / 1_000n, maximumWad: 3n * WAD } as const;
const LIKE_A_SHARE = { minimumWad: WAD / 1_000n, maximumWad: 10n * WAD } as const;
const LIKE_A_TOKEN = { minimumWad: cents(1n) / 100n, maximumWad: 100_000n * WAD } as const;
const LIKE_GOLD = { minimumWad: 100n * WAD, maximumWad: 1_000_000n * WAD } as const;

type Range = Pick<AssetRule, "minimumWad" | "maximumWad">;

function rule(
  unit: string,
  policyId: PricePolicy["id"],
  profile: RiskProfileId,
  range: Range,
): AssetRule {
  return { unit, policyId, profile, ...range };
}

const stable = (unit: string, profile: RiskProfileId = "stable-fiat") =>
  rule(unit, "stables", profile, LIKE_A_DOLLAR);
const minor = (unit: string) => rule(unit, "majors", "native-minor", LIKE_A_TOKEN);
const bitcoin = (unit: string) => rule(unit, "majors", "wrapped-custodied", LIKE_BITCOIN);
const ether = (unit: string, profile: RiskProfileId) => rule(unit, "majors", profile, LIKE_ETHER);

/**
 * By the symbol of the address book, which names bridged variants apart (config/mainnet). A token
 * that is not listed has no agreed class or no market feed, and therefore no value;
 * docs/methodology.md lists those of Aave's markets and what they wait for.
 */
export const MAINNET_ASSET_RULES: Readonly<Record<string, AssetRule>> = {
  // No token: what feeds of wrapped bitcoin are quoted in.
  BTC: rule("BTC", "majors", "native-major", LIKE_BITCOIN),
  WETH: ether("ETH", "native-major"),
  WPOL: minor("POL"),
  LINK: minor("LINK"),
  AAVE: minor("AAVE"),
  UNI: minor("UNI"),
  CRV: minor("CRV"),
  MKR: minor("MKR"),
  SNX: minor("SNX"),
  BAL: minor("BAL"),
  LDO: minor("LDO"),
  ENS: minor("ENS"),
  "1INCH": minor("1INCH"),
  RPL: minor("RPL"),
  STG: minor("STG"),
  KNC: minor("KNC"),
  FXS: minor("FXS"),
  ARB: minor("ARB"),
  OP: minor("OP"),
  SUSHI: minor("SUSHI"),
  GHST: minor("GHST"),

  USDC: stable("USDC"),
  USDT: stable("USDT"),
  PYUSD: stable("PYUSD"),
  RLUSD: stable("RLUSD"),
  USDG: stable("USDG"),
  USDtb: stable("USDTB"),
  EURC: rule("EURC", "stables", "stable-fiat", LIKE_A_EURO),
  DAI: stable("DAI", "stable-crypto"),
  USDS: stable("USDS", "stable-crypto"),
  GHO: stable("GHO", "stable-crypto"),
  LUSD: stable("LUSD", "stable-crypto"),
  crvUSD: stable("CRVUSD", "stable-crypto"),
  "USDC.e": stable("USDC", "stable-bridged"),
  USDbC: stable("USDC", "stable-bridged"),
  USDT0: stable("USDT", "stable-bridged"),

  USDe: stable("USDE", "synthetic"),
  FRAX: stable("FRAX", "synthetic"),
  sUSD: stable("SUSD", "synthetic"),
  MAI: stable("MIMATIC", "synthetic"),
  miMATIC: stable("MIMATIC", "synthetic"),

  WBTC: bitcoin("WBTC"),
  cbBTC: bitcoin("CBBTC"),
  tBTC: bitcoin("TBTC"),
  LBTC: rule("LBTC", "majors", "liquid-restaked", LIKE_BITCOIN),
  wstETH: ether("WSTETH", "liquid-staked"),
  cbETH: ether("CBETH", "liquid-staked"),
  rETH: ether("RETH", "liquid-staked"),
  weETH: ether("WEETH", "liquid-restaked"),
  ezETH: ether("EZETH", "liquid-restaked"),
  rsETH: ether("RSETH", "liquid-restaked"),

  sUSDe: rule("SUSDE", "stables", "vault-share", LIKE_A_SHARE),

  // Aave reads the same proxy for it.
  XAUt: rule("XAU", "majors", "commodity", LIKE_GOLD),
};
