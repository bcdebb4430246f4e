import type { Address } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2ExchangeAbi,
  perpV2VaultAbi,
} from "../../../abis/perp-v2.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { accountMarket, collateralsOf, exposuresOf, marginParametersOf } from "./account-market.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
import { freeCollateralToken, freeSettlementToken } from "./free-collateral.ts";
import { marketChecks } from "./parity-markets.ts";
import type { Standing } from "./read-accounts.ts";
import {
  debtValueWad,
  type Exposure,
  exactValue,
  margin,
  notionalWad,
  settlementAmount,
} from "./valuation.ts";

const ONE = 1_000_000n;

/** All that is derived of an account, beside the views of the vault and of the clearing house. */
export async function accountChecks(place: ReadPlace, standing: Standing): Promise<ParityCheck[]> {
  const { contracts, block } = place;
  const { account, house, balances, owedRealizedPnlWad } = standing;
  const { settlementToken, vault, accountBalance, exchange, clearingHouse } = house.deployment;
  const checks: ParityCheck[] = [];
  const marketId = perpV2MarketId(house.deployment);
  const check = (what: string, indexed: ParityValue, contract: ParityValue) => {
    checks.push({ marketId, account, what, indexed, contract });
  };
  const atVault = { block, address: vault, abi: perpV2VaultAbi } as const;
  const books = { block, address: accountBalance, abi: perpV2AccountBalanceAbi } as const;
  const args = [account] as const;

  const settlement = lowerCase(settlementToken.address);
  const held = await contracts.read({ ...atVault, functionName: "getCollateralTokens", args });
  const tokens = new Set<Address>([
    ...[settlement, ...house.collaterals.keys(), ...balances.keys()],
    ...(held ?? []).map(lowerCase),
  ]);
  for (const token of tokens) {
    check(
      `Vault.getBalanceByToken(${token})`,
      balances.get(token) ?? 0n,
      await contracts.read({
        ...atVault,
        functionName: "getBalanceByToken",
        args: [account, token],
      }),
    );
  }
  check(
    "Vault.getBalance()",
    balances.get(settlement) ?? 0n,
    await contracts.read({ ...atVault, functionName: "getBalance", args }),
  );
  checks.push(...(await marketChecks(place, standing)));

  const exposures = exposuresOf(standing);
  const result = await contracts.read({ ...books, functionName: "getPnlAndPendingFee", args });
  if (result !== null)
    check("AccountBalance.getPnlAndPendingFee().owed", owedRealizedPnlWad, result[0]);
  if (exposures === null) return checks;
  const parameters = marginParametersOf(standing);
  const exact = parameters === null ? null : exactValue(parameters);
  const verdict = parameters === null ? null : margin(parameters);
  const notional = notionalWad(exposures);
  const sum = (of: (exposure: Exposure) => bigint) =>
    exposures.reduce((total, exposure) => total + of(exposure), 0n);

  const unrealised = exact?.unrealizedPnlWad ?? null;
  check("AccountBalance.getPnlAndPendingFee().unrealized", unrealised, result?.[1] ?? null);
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
    await contracts.read({
      ...{ block, address: exchange, abi: perpV2ExchangeAbi, args },
      functionName: "getAllPendingFundingPayment",
    }),
  );
  check(
    "AccountBalance.getTotalAbsPositionValue()",
    notional,
    await contracts.read({ ...books, functionName: "getTotalAbsPositionValue", args }),
  );
  check(
    "AccountBalance.getTotalDebtValue()",
    debtValueWad(exposures),
    await contracts.read({ ...books, functionName: "getTotalDebtValue", args }),
  );
  const requirement =
    notional === null || house.rules === null
      ? null
      : (notional * BigInt(house.rules.maintenanceRatio)) / ONE;
  const stated = await contracts.read({
    ...books,
    functionName: "getMarginRequirementForLiquidation",
    args,
  });
  check("AccountBalance.getMarginRequirementForLiquidation()", requirement, stated);
  const value = await contracts.read({
    ...{ block, address: clearingHouse, abi: perpV2ClearingHouseAbi, args },
    functionName: "getAccountValue",
  });
  const { decimals } = settlementToken;
  const unit = 10n ** BigInt(18 - decimals);
  const amount = exact === null ? null : settlementAmount(exact.accountValueWad, decimals);
  check("ClearingHouse.getAccountValue()", amount === null ? null : amount * unit, value);
  check(
    "Vault.getAccountValue()",
    amount,
    await contracts.read({ ...atVault, functionName: "getAccountValue", args }),
  );
  if (verdict !== null) {
    const isBelow = value === null || stated === null ? null : value < stated;
    check("ClearingHouse: account value < requirement", verdict.liquidatable, isBelow);
  }
  check(
    "Vault.getFreeCollateral()",
    verdict === null ? null : verdict.freeCollateralWad / unit,
    await contracts.read({ ...atVault, functionName: "getFreeCollateral", args }),
  );
  const settlementValue = await contracts.read({
    ...atVault,
    functionName: "getSettlementTokenValue",
    args,
  });
  check(
    "Vault.getSettlementTokenValue()",
    statedInSettlementToken(standing, block.chainId),
    settlementValue,
  );
  if (exact === null || verdict === null) return checks;
  const free = { exact, margin: verdict };
  const ofToken = async (token: Address, indexed: bigint) =>
    check(
      `Vault.getFreeCollateralByToken(${token})`,
      indexed,
      await contracts.read({
        ...atVault,
        functionName: "getFreeCollateralByToken",
        args: [account, token],
      }),
    );
  await ofToken(settlement, freeSettlementToken(free, decimals));
  for (const [token, collateral] of collateralsOf(standing) ?? []) {
    await ofToken(token, freeCollateralToken(free, collateral));
  }
  return checks;
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
