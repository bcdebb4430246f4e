import type { Address } from "viem";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import { morphoBlueViewsAbi } from "../../../abis/morpho-blue-views.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { AccountMarket } from "../../core/position.ts";
import { accountMarket } from "./account-market.ts";
import { accrual, type ComparedMarket, marketParamsOf } from "./parity-of-markets.ts";
import { toAssetsDown, toAssetsUp } from "./share-math.ts";
import { type MarketPosition, noPosition } from "./state.ts";

type ComparedPosition = ComparedMarket & {
  account: Address;
  /** As stored; undefined where the account has nothing. */
  position: MarketPosition | undefined;
};

/** An account's position in a market: shares, amounts after accrual, and Morpho's own verdicts. */
export async function positionChecks(compared: ComparedPosition): Promise<ParityCheck[]> {
  const { contracts, block, key, account, position = noPosition } = compared;
  const stored = await contracts.read({
    block,
    address: key.morpho,
    abi: morphoBlueViewsAbi,
    functionName: "position",
    args: [key.market, account],
  });
  const check = checker(compared);
  const of = (field: string) => `Morpho.position(${key.market}, ${account}).${field}`;
  const checks = [
    check(of("supplyShares"), position.supplyShares, stored?.[0]),
    check(of("borrowShares"), position.borrowShares, stored?.[1]),
    check(of("collateral"), position.collateral, stored?.[2]),
  ];
  const isEmpty = stored?.every((value) => value === 0n) ?? true;
  if (isEmpty && compared.position === undefined) return checks;
  const own =
    compared.position === undefined ? null : await accountMarket({ ...compared, position });
  return [
    ...checks,
    ...(await amountChecks(compared, own)),
    ...(await verdictChecks(compared, own)),
  ];
}

async function amountChecks(
  compared: ComparedPosition,
  own: AccountMarket | null,
): Promise<ParityCheck[]> {
  const { contracts, block, key, market, account } = compared;
  const totals = await compared.accrued;
  // An accrual gives its recipient the fee as shares, and nobody else anything.
  const isRecipient = market.feeRecipient === account;
  const accrued = await contracts.attempt({
    block,
    address: key.morpho,
    abi: morphoBlueViewsAbi,
    functionName: "position",
    args: [key.market, account],
    before: isRecipient ? [accrual(compared)] : [],
  });
  const check = checker(compared);
  const of = (what: string) => `${what} of ${account} in ${key.market} after accrueInterest`;
  const amount = (kind: "collateral" | "debt", securesDebt: boolean) =>
    own?.positions.find((one) => one.kind === kind && one.securesDebt === securesDebt)?.amount ??
    0n;
  const position = accrued.succeeded && totals !== null ? accrued.value : null;
  return [
    check(
      of("supply"),
      amount("collateral", false),
      position === null
        ? null
        : toAssetsDown(position[0], {
            assets: totals!.totalSupplyAssets,
            shares: totals!.totalSupplyShares,
          }),
    ),
    check(
      of("debt"),
      amount("debt", true),
      position === null
        ? null
        : toAssetsUp(position[1], {
            assets: totals!.totalBorrowAssets,
            shares: totals!.totalBorrowShares,
          }),
    ),
    check(of("collateral"), amount("collateral", true), position?.[2]),
  ];
}

/** Whether Morpho would liquidate, and that it lends what is left, up to its own rounding, and no unit more. */
async function verdictChecks(
  compared: ComparedPosition,
  own: AccountMarket | null,
): Promise<ParityCheck[]> {
  const { contracts, block, key, account } = compared;
  const borrowsOrSecures = own?.positions.some(({ securesDebt }) => securesDebt) ?? false;
  if (!borrowsOrSecures) return [];
  const check = checker(compared);
  const price = await contracts.read({
    block,
    address: key.oracle,
    abi: morphoBlueOracleAbi,
    functionName: "price",
    args: [],
  });
  const health = own?.health ?? null;
  if (price === null || health === null) {
    const stated = health === null ? null : health.totalCollateralBase;
    return [check(`oracle of ${key.market}, price()`, stated, price)];
  }
  const liquidation = await contracts.attempt({
    block,
    address: key.morpho,
    abi: morphoBlueViewsAbi,
    functionName: "liquidate",
    args: [marketParamsOf(compared), account, 0n, 1n, "0x"],
  });
  const isHealthy = !liquidation.succeeded && liquidation.reason === "position is healthy";
  const left = health.availableBorrowsBase;
  const checks = [
    check(`Morpho would liquidate ${account} in ${key.market}`, health.liquidatable, !isHealthy),
    check(
      `${account} may borrow a unit more than is left to it in ${key.market}`,
      false,
      await mayBorrow(compared, left + 1n),
    ),
  ];
  if (left > 3n) {
    const less = left - 2n;
    checks.push(
      check(
        `${account} may borrow all but two units of what is left to it in ${key.market}`,
        true,
        await mayBorrow(compared, less),
      ),
    );
  }
  return checks;
}

/** Whether Morpho finds the account healthy with that much more debt, whatever else may stop it. */
async function mayBorrow(compared: ComparedPosition, assets: bigint): Promise<boolean> {
  const { contracts, block, key, account } = compared;
  const borrow = await contracts.attempt({
    block,
    address: key.morpho,
    abi: morphoBlueViewsAbi,
    functionName: "borrow",
    args: [marketParamsOf(compared), assets, 0n, account, account],
    from: account,
  });
  return borrow.succeeded || borrow.reason !== "insufficient collateral";
}

function checker({ key, account }: ComparedPosition) {
  const place = { marketId: `morpho-blue:${key.market}`, account };
  return (what: string, indexed: ParityValue, contract: ParityValue | undefined): ParityCheck => ({
    ...place,
    what,
    indexed,
    contract: contract ?? null,
  });
}
