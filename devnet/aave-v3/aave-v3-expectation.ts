import { parseAbi } from "viem";
import type { Expectation } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import type { AaveV3Version } from "./create-aave-v3-deployer.ts";

const abi = parseAbi([
  "event Supply(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount, uint16 indexed referralCode)",
  "event Withdraw(address indexed reserve, address indexed user, address indexed to, uint256 amount)",
  "event Borrow(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount, uint8 interestRateMode, uint256 borrowRate, uint16 indexed referralCode)",
  "event Repay(address indexed reserve, address indexed user, address indexed repayer, uint256 amount, bool useATokens)",
  "event LiquidationCall(address indexed collateralAsset, address indexed debtAsset, address indexed user, uint256 debtToCover, uint256 liquidatedCollateralAmount, address liquidator, bool receiveAToken)",
  "event FlashLoan(address indexed target, address initiator, address indexed asset, uint256 amount, uint8 interestRateMode, uint256 premium, uint16 indexed referralCode)",
  "event MintedToTreasury(address indexed reserve, uint256 amountMinted)",
  "event UserEModeSet(address indexed user, uint8 categoryId)",
  "event ReserveUsedAsCollateralEnabled(address indexed reserve, address indexed user)",
  "event ReserveUsedAsCollateralDisabled(address indexed reserve, address indexed user)",
  "event ReserveInterestRateStrategyChanged(address indexed asset, address oldStrategy, address newStrategy)",
  "event ReserveInterestRateDataChanged(address indexed asset, address indexed strategy, bytes data)",
  "event DeficitCreated(address indexed user, address indexed debtAsset, uint256 amountCreated)",
  "event CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)",
  "event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)",
]);

const always = {
  Supply: 20,
  Withdraw: 10,
  Borrow: 10,
  Repay: 6,
  "Repay with aTokens": 1,
  "LiquidationCall for underlying": 1,
  "LiquidationCall for aTokens": 1,
  FlashLoan: 1,
  MintedToTreasury: 1,
  UserEModeSet: 3,
  ReserveUsedAsCollateralEnabled: 10,
  ReserveUsedAsCollateralDisabled: 2,
  CollateralConfigurationChanged: 1,
  BalanceTransfer: 5,
  "BalanceTransfer to oneself": 1,
  Mint: 30,
  "Mint in a withdrawal": 1,
  Burn: 10,
} as const;

/** What one version logs and the other does not. */
const byVersion: Record<AaveV3Version, Record<string, number>> = {
  "3.0.2": { ReserveInterestRateStrategyChanged: 1 },
  "3.6.0": { ReserveInterestRateDataChanged: 1, DeficitCreated: 1 },
};

/** What must have happened at a market, and how often at least. */
export function aaveV3Expectation(version: AaveV3Version): Expectation {
  return expectEvents({
    abi,
    required: { ...always, ...byVersion[version] },
    details(event, all) {
      switch (event.eventName) {
        case "Repay":
          return event.args.useATokens ? ["with aTokens"] : [];
        case "LiquidationCall":
          return [event.args.receiveAToken ? "for aTokens" : "for underlying"];
        case "BalanceTransfer":
          return event.args.from === event.args.to ? ["to oneself"] : [];
        case "Mint":
          return all.some(({ eventName }) => eventName === "Withdraw") ? ["in a withdrawal"] : [];
        default:
          return [];
      }
    },
  });
}
