import type { Address } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2ExchangeAbi,
  perpV2VaultAbi,
} from "../../../abis/perp-v2.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { accountMarket } from "./account-market.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
import { freeCollateralToken, freeSettlementToken } from "./free-collateral.ts";
import { collateralsOf, exposuresOf, marginParametersOf } from "./margin-parameters.ts";
import { createParityList } from "./parity-list.ts";
import { marketChecks } from "./parity-markets.ts";
import type { Standing } from "./read-accounts.ts";
import {
  debtValueWad,
  type Exposure,
  exactValue,
  margin,
  notionalWad,
  settlementAmount,
  totalUnrealizedPnlWad,
} from "./valuation.ts";

const ONE = 1_000_000n;

/** All that is derived of an account, beside the views of the vault and of the clearing house. */
export async function accountChecks(place: ReadPlace, standing: Standing): Promise<ParityCheck[]> {
  const { contracts, block } = place;
  const { account, house, balances, owedRealizedPnlWad } = standing;
  const { settlementToken, vault, accountBalance, exchange, clearingHouse } = house.deployment;
  const { check, all } = createParityList({ marketId: perpV2MarketId(house.deployment), account });
  const atVault = { block, address: vault, abi: perpV2VaultAbi } as const;
  const books = { block, address: accountBalance, abi: perpV2AccountBalanceAbi } as const;
  const args = [account] as const;

  const settlement = lowerCase(settlementToken.address);
  const [held, result, stated, value] = await Promise.all([
    contracts.read({ ...atVault, functionName: "getCollateralTokens", args }),
    contracts.read({ ...books, functionName: "getPnlAndPendingFee", args }),
    contracts.read({ ...books, functionName: "getMarginRequirementForLiquidation", args }),
    contracts.read({
      ...{ block, address: clearingHouse, abi: perpV2ClearingHouseAbi, args },
      functionName: "getAccountValue",
    }),
  ]);
  const tokens = new Set<Address>([
    ...[settlement, ...house.collaterals.keys(), ...balances.keys()],
    ...(held ?? []).map(lowerCase),
  ]);
  for (const token of tokens) {
    check(
      `Vault.getBalanceByToken(${token})`,
      balances.get(token) ?? 0n,
      contracts.read({
        ...atVault,
        functionName: "getBalanceByToken",
        args: [account, token],
      }),
    );
  }
  check(
    "Vault.getBalance()",
    balances.get(settlement) ?? 0n,
    contracts.read({ ...atVault, functionName: "getBalance", args }),
  );
  const exposures = exposuresOf(standing);
  if (result !== null)
    check("AccountBalance.getPnlAndPendingFee().owed", owedRealizedPnlWad, result[0]);
  const done = async () => (await Promise.all([all(), marketChecks(place, standing)])).flat();
  if (exposures === null) return done();
  const parameters = marginParametersOf(standing);
  const exact = parameters === null ? null : exactValue(parameters);
  const verdict = parameters === null ? null : margin(parameters);
  const notional = notionalWad(exposures);
  const sum = (of: (exposure: Exposure) => bigint) =>
    exposures.reduce((total, exposure) => total + of(exposure), 0n);

  check(
    "AccountBalance.getPnlAndPendingFee().unrealized",
    // Not of the exact value, which is unknown as well where only a collateral has no price.
    totalUnrealizedPnlWad(exposures),
    result?.[1] ?? null,
  );
  if (result !== null) {
    check(
      "AccountBalance.getPnlAndPendingFee().pendingFee",
      sum(({ pendingFeesWad }) => pendingFeesWad),
      result[2],
    );
  }
  check(
    "Exchange.getAllPendingFundingPayment()",
    sum(({ pendingFundingWad }) => pendingFundingWad),
    contracts.read({
      ...{ block, address: exchange, abi: perpV2ExchangeAbi, args },
      functionName: "getAllPendingFundingPayment",
    }),
  );
  check(
    "AccountBalance.getTotalAbsPositionValue()",
    notional,
    contracts.read({ ...books, functionName: "getTotalAbsPositionValue", args }),
  );
  check(
    "AccountBalance.getTotalDebtValue()",
    debtValueWad(exposures),
    contracts.read({ ...books, functionName: "getTotalDebtValue", args }),
  );
  const requirement =
    notional === null || house.rules === null
      ? null
      : (notional * BigInt(house.rules.maintenanceRatio)) / ONE;
  check("AccountBalance.getMarginRequirementForLiquidation()", requirement, stated);
  const { decimals } = settlementToken;
  const unit = 10n ** BigInt(18 - decimals);
  const amount = exact === null ? null : settlementAmount(exact.accountValueWad, decimals);
  check("ClearingHouse.getAccountValue()", amount === null ? null : amount * unit, value);
  check(
    "Vault.getAccountValue()",
    amount,
    contracts.read({ ...atVault, functionName: "getAccountValue", args }),
  );
  if (verdict !== null) {
    const isBelow = value === null || stated === null ? null : value < stated;
    check("ClearingHouse: account value < requirement", verdict.liquidatable, isBelow);
  }
  check(
    "Vault.getFreeCollateral()",
    verdict === null ? null : verdict.freeCollateralWad / unit,
    contracts.read({ ...atVault, functionName: "getFreeCollateral", args }),
  );
  check(
    "Vault.getSettlementTokenValue()",
    statedInSettlementToken(standing, block.chainId),
    contracts.read({ ...atVault, functionName: "getSettlementTokenValue", args }),
  );
  if (exact === null || verdict === null) return done();
  const free = { exact, margin: verdict };
  const ofToken = (token: Address, indexed: bigint) =>
    check(
      `Vault.getFreeCollateralByToken(${token})`,
      indexed,
      contracts.read({
        ...atVault,
        functionName: "getFreeCollateralByToken",
        args: [account, token],
      }),
    );
  ofToken(settlement, freeSettlementToken(free, decimals));
  for (const [token, collateral] of collateralsOf(standing) ?? []) {
    ofToken(token, freeCollateralToken(free, collateral));
  }
  return done();
}

/** What the answer says of the settlement token: all its positions, debts negative. */
function statedInSettlementToken(standing: Standing, chainId: number): bigint | null {
  const market = accountMarket(chainId, standing);
  if (market === null) return 0n;
  if (market.debtUnknown === true) return null;
  const settled = assetCaip19(chainId, standing.house.deployment.settlementToken.address);
  return market.positions
    .filter(({ asset }) => asset === settled)
    .reduce((sum, { kind, amount }) => (kind === "debt" ? sum - amount : sum + amount), 0n);
}
