import type { Address } from "viem";
import { venusComptrollerAbi } from "../../../abis/venus-comptroller.ts";
import { venusAccruingViewsAbi, venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { VenusDeployment } from "../../../config/network.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { venusMarketId } from "./deployments.ts";
import { judge } from "./judge-account.ts";
import type { Holding } from "./pool-standing.ts";
import type { Market } from "./read-markets.ts";
import {
  type AccountSums,
  accountHealth,
  borrowBalance,
  liquidityOf,
  toUnderlying,
} from "./valuation.ts";

type Place = Pick<ReadPlace, "contracts" | "block"> & {
  account: Address;
  deployment: VenusDeployment;
};
type Check = (what: string, indexed: ParityValue, contract: ParityValue) => ParityCheck;

/** What an account has in every market of a pool, and the Comptroller's verdicts on it. */
export async function compareAccount(
  place: Place & {
    markets: readonly Market[];
    holdings: readonly Holding[];
    prices: ReadonlyMap<Address, bigint | null>;
  },
): Promise<ParityCheck[]> {
  const { account, deployment, markets, holdings, prices } = place;
  const check: Check = (what, indexed, contract) => ({
    marketId: venusMarketId(deployment),
    account,
    what,
    indexed,
    contract,
  });
  const checks = await Promise.all([
    compareVerdict(place, check, judge(holdings, prices).sums),
    ...markets.map((market) =>
      compareHolding(
        place,
        check,
        market,
        holdings.find((holding) => holding.market.vToken.token === market.vToken.token),
      ),
    ),
  ]);
  return checks.flat();
}

async function compareHolding(
  { contracts, block, account, deployment }: Place,
  check: Check,
  market: Market,
  holding: Holding | undefined,
): Promise<ParityCheck[]> {
  const { token, symbol } = market.vToken;
  const { rates } = market;
  const call = { block, address: token, abi: venusVTokenAbi, args: [account] } as const;
  const accruing = { ...call, abi: venusAccruingViewsAbi } as const;
  const [snapshot, balance, borrows, underlying, currentBorrows, isMember] = await Promise.all([
    contracts.read({ ...call, functionName: "getAccountSnapshot" }),
    contracts.read({ ...call, functionName: "balanceOf" }),
    contracts.read({ ...call, functionName: "borrowBalanceStored" }),
    contracts.read({ ...accruing, functionName: "balanceOfUnderlying" }),
    contracts.read({ ...accruing, functionName: "borrowBalanceCurrent" }),
    contracts.read({
      block,
      address: deployment.comptroller,
      abi: venusComptrollerAbi,
      functionName: "checkMembership",
      args: [account, token],
    }),
  ]);
  const tokens = holding?.row.tokens ?? 0n;
  const owed = (indexWad: bigint) =>
    holding === undefined ? 0n : borrowBalance(holding.row, indexWad);
  const accruedRateWad = rates.accrued?.exchangeRateWad ?? null;
  const [, snapshotTokens = null, snapshotBorrows = null, snapshotRate = null] = snapshot ?? [];
  const booked = owed(market.borrowIndexWad);
  return [
    check(`${symbol}.balanceOf`, tokens, balance),
    check(`${symbol}.borrowBalanceStored`, booked, borrows),
    check(`${symbol}.getAccountSnapshot.vTokenBalance`, tokens, snapshotTokens),
    check(`${symbol}.getAccountSnapshot.borrowBalance`, booked, snapshotBorrows),
    check(`${symbol}.getAccountSnapshot.exchangeRate`, rates.storedExchangeRateWad, snapshotRate),
    check(
      `${symbol}.balanceOfUnderlying`,
      accruedRateWad === null ? null : toUnderlying(tokens, accruedRateWad),
      underlying,
    ),
    check(
      `${symbol}.borrowBalanceCurrent`,
      rates.accrued === null ? null : owed(rates.accrued.borrowIndexWad),
      currentBorrows,
    ),
    check(`Comptroller.checkMembership(${symbol})`, holding?.row.isEntered ?? false, isMember),
  ];
}

async function compareVerdict(
  { contracts, block, account, deployment }: Place,
  check: Check,
  sums: AccountSums | null,
): Promise<ParityCheck[]> {
  const call = {
    block,
    address: deployment.comptroller,
    abi: venusComptrollerAbi,
    args: [account],
  } as const;
  const [liquidity, power] = await Promise.all([
    contracts.read({ ...call, functionName: "getAccountLiquidity" }),
    contracts.read({ ...call, functionName: "getBorrowingPower" }),
  ]);
  const verdict = (name: string, weighted: bigint | null, contract: typeof power) => {
    const indexed = weighted === null || sums === null ? null : liquidityOf(weighted, sums.borrows);
    const [, contractLiquidity = null, contractShortfall = null] = contract ?? [];
    return [
      check(`Comptroller.${name}.liquidity`, indexed?.liquidity ?? null, contractLiquidity),
      check(`Comptroller.${name}.shortfall`, indexed?.shortfall ?? null, contractShortfall),
    ];
  };
  return [
    ...verdict("getAccountLiquidity", sums?.liquidationWeighted ?? null, liquidity),
    ...verdict("getBorrowingPower", sums?.borrowingWeighted ?? null, power),
    check(
      "liquidatable, by Comptroller.getAccountLiquidity",
      sums === null ? null : accountHealth(sums).liquidatable,
      liquidity === null ? null : liquidity[2] > 0n,
    ),
  ];
}
