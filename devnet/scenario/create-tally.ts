import { decodeEventLog, type Hex, parseAbi, toEventSelector } from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { MinedBlock } from "../chain/dev-chain.ts";
import type { ChainDeployment } from "../chain-deployment.ts";

const eventAbi = parseAbi([
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
  "event CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)",
  "event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)",
  "event ValueUpdate(uint256 value, bytes32 dataFeedId, uint256 updatedAt)",
  "event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)",
  "event Deposited(address indexed account, address indexed token, uint256 amount)",
  "event WithdrawalRequested(uint256 indexed requestId, address indexed account, address indexed token, uint256 amount, uint64 availableAt)",
  "event WithdrawalCancelled(uint256 indexed requestId, address indexed account, address indexed token, uint256 amount)",
  "event Withdrawn(uint256 indexed requestId, address indexed account, address indexed token, uint256 amount)",
]);

const eventSelectors = new Set<Hex>(eventAbi.map((event) => toEventSelector(event)));

type Event = ReturnType<typeof decodeEventLog<typeof eventAbi>>;

/** What must have happened on each chain, and how often at least. */
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
  ReserveInterestRateStrategyChanged: 1,
  CollateralConfigurationChanged: 1,
  BalanceTransfer: 5,
  "BalanceTransfer to oneself": 1,
  Mint: 30,
  "Mint in a withdrawal": 1,
  Burn: 10,
  AnswerUpdated: 60,
  PriceFeedUpdate: 60,
  Swap: 30,
  Deposited: 3,
  WithdrawalRequested: 2,
  WithdrawalCancelled: 1,
  Withdrawn: 1,
} as const;

export type Tally = {
  count(block: MinedBlock): void;
  blocks(): number;
  transactions(): number;
  /** @throws BallastError `devnet-scenario` naming everything that is missing. */
  requireComplete(): void;
};

/** Counts what happens on a chain by the contracts' own logs. */
export function createTally(deployment: ChainDeployment): Tally {
  const counts = new Map<string, number>();
  let blocks = 0;
  let transactions = 0;
  let refused = 0;
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const required: Record<string, number> =
    deployment.redstoneAdapter === null ? always : { ...always, ValueUpdate: 40 };

  return {
    count(block) {
      blocks += 1;
      transactions += block.transactions.length;
      for (const { logs, reverted } of block.transactions) {
        if (reverted) refused += 1;
        const events = logs.flatMap((log) => decode(log) ?? []);
        const withdraws = events.some(({ eventName }) => eventName === "Withdraw");
        for (const event of events) {
          add(event.eventName);
          const detail = detailOf(event);
          if (detail !== undefined) add(`${event.eventName} ${detail}`);
          if (withdraws && event.eventName === "Mint") add("Mint in a withdrawal");
        }
      }
    },
    blocks: () => blocks,
    transactions: () => transactions,
    requireComplete() {
      const missing = Object.entries(required)
        .filter(([name, least]) => (counts.get(name) ?? 0) < least)
        .map(([name, least]) => `${name} (${counts.get(name) ?? 0} of ${least})`);
      if (refused === 0) missing.push("a transaction that is refused");
      if (missing.length === 0) return;
      throw new BallastError(
        `The scenario on ${deployment.facts.name} lacks ${missing.join(", ")}.`,
        { code: "devnet-scenario" },
      );
    },
  };
}

function detailOf(event: Event): string | undefined {
  switch (event.eventName) {
    case "Repay":
      return event.args.useATokens ? "with aTokens" : undefined;
    case "LiquidationCall":
      return event.args.receiveAToken ? "for aTokens" : "for underlying";
    case "BalanceTransfer":
      return event.args.from === event.args.to ? "to oneself" : undefined;
    default:
      return undefined;
  }
}

function decode(log: MinedBlock["transactions"][number]["logs"][number]): Event | undefined {
  const known = eventSelectors.has(log.topics[0] ?? "0x");
  return known ? decodeEventLog({ abi: eventAbi, topics: log.topics, data: log.data }) : undefined;
}
