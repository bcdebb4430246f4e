import { type Address, erc20Abi } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2CollateralManagerAbi,
  perpV2InsuranceFundAbi,
  perpV2MarketRegistryAbi,
  perpV2VaultAbi,
} from "../../../abis/perp-v2.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
import { marginParametersOf } from "./margin-parameters.ts";
import { accountChecks } from "./parity-accounts.ts";
import { createParityList } from "./parity-list.ts";
import { readStanding, type Standing } from "./read-accounts.ts";
import { readAllAccounts, readBooks } from "./read-books.ts";
import { type House, readHouses } from "./read-houses.ts";
import { exactValue, settlementAmount } from "./valuation.ts";

/** All that is derived of the clearing houses and of accounts in them, beside what the contracts say. */
export async function readPerpV2Parity({
  accounts,
  ...place
}: ReadPlace & { accounts: readonly Address[] }): Promise<ParityCheck[]> {
  if (place.chain.perpV2.length === 0) return [];
  const funds = place.chain.perpV2.map(({ insuranceFund }) => lowerCase(insuranceFund));
  const books = await readBooks({ ...place, accounts: [...new Set([...accounts, ...funds])] });
  const isUsed = (await readAllAccounts(place)).length > 0;
  const houses: House[] = [];
  for (const house of await readHouses(place)) {
    if (isUsed || (await isSetUp(place, house))) houses.push(house);
  }
  const checks = await Promise.all(
    houses.flatMap((house) => [
      houseChecks(place, house),
      readStanding(place, {
        account: lowerCase(house.deployment.insuranceFund),
        ...{ house, books },
      }).then((standing) => fundChecks(place, standing)),
      ...accounts.map(async (account) =>
        accountChecks(place, await readStanding(place, { account, house, books })),
      ),
    ]),
  );
  return checks.flat();
}

/**
 * False before a clearing house is set up: nobody has anything there, and one of its contracts does not
 * answer yet. Contracts that fail later than that are compared, and differ.
 */
async function isSetUp({ contracts, block }: ReadPlace, { deployment }: House): Promise<boolean> {
  const { vault, accountBalance, clearingHouse, insuranceFund, settlementToken } = deployment;
  const args = [insuranceFund] as const;
  const answers = await Promise.all([
    contracts.read({
      ...{ block, address: vault, abi: perpV2VaultAbi },
      functionName: "getBalanceByToken",
      args: [insuranceFund, settlementToken.address],
    }),
    contracts.read({
      ...{ block, address: vault, abi: perpV2VaultAbi, args },
      functionName: "getFreeCollateral",
    }),
    contracts.read({
      ...{ block, address: accountBalance, abi: perpV2AccountBalanceAbi, args },
      functionName: "getPnlAndPendingFee",
    }),
    contracts.read({
      ...{ block, address: clearingHouse, abi: perpV2ClearingHouseAbi, args },
      functionName: "getAccountValue",
    }),
    contracts.read({
      ...{ block, address: insuranceFund, abi: perpV2InsuranceFundAbi, args: [] },
      functionName: "getInsuranceFundCapacity",
    }),
  ]);
  return answers.every((answer) => answer !== null);
}

/** What governance has set for each market and collateral. */
async function houseChecks({ contracts, block }: ReadPlace, house: House): Promise<ParityCheck[]> {
  const { deployment, markets, collaterals } = house;
  const { check, all } = createParityList({
    marketId: perpV2MarketId(deployment),
    account: null,
  });
  const registry = {
    block,
    address: deployment.marketRegistry,
    abi: perpV2MarketRegistryAbi,
  } as const;
  for (const { baseToken, symbol, pool, feeRatio, insuranceFundFeeRatio } of markets.values()) {
    const args = [baseToken] as const;
    const [stated, fee, share] = await Promise.all([
      contracts.read({ ...registry, functionName: "getPool", args }),
      contracts.read({ ...registry, functionName: "getFeeRatio", args }),
      contracts.read({ ...registry, functionName: "getInsuranceFundFeeRatio", args }),
    ]);
    check(`MarketRegistry.getPool(${symbol})`, pool, stated === null ? null : lowerCase(stated));
    check(`MarketRegistry.getFeeRatio(${symbol})`, BigInt(feeRatio), bigintOf(fee));
    const what = `MarketRegistry.getInsuranceFundFeeRatio(${symbol})`;
    check(what, BigInt(insuranceFundFeeRatio), bigintOf(share));
  }
  for (const collateral of collaterals.values()) {
    const config = await contracts.read({
      ...{ block, address: deployment.collateralManager, abi: perpV2CollateralManagerAbi },
      functionName: "getCollateralConfig",
      args: [collateral.token],
    });
    const what = `CollateralManager.getCollateralConfig(${collateral.symbol})`;
    const priceFeed = config === null ? null : lowerCase(config.priceFeed);
    check(`${what}.priceFeed`, collateral.priceFeed, priceFeed);
    check(
      `${what}.collateralRatio`,
      BigInt(collateral.collateralRatio),
      bigintOf(config?.collateralRatio ?? null),
    );
    check(
      `${what}.discountRatio`,
      BigInt(collateral.discountRatio),
      bigintOf(config?.discountRatio ?? null),
    );
    check(`${what}.depositCap`, collateral.depositCap, config?.depositCap ?? null);
  }
  return all();
}

/** The insurance fund's capacity: what it is worth in the vault, and what it has in its own pocket. */
async function fundChecks(place: ReadPlace, fund: Standing): Promise<ParityCheck[]> {
  const { contracts, block } = place;
  const { deployment } = fund.house;
  const { insuranceFund, settlementToken } = deployment;
  const parameters = marginParametersOf(fund);
  const exact = parameters === null ? null : exactValue(parameters);
  const pocket = await contracts.read({
    ...{ block, address: settlementToken.address, abi: erc20Abi },
    functionName: "balanceOf",
    args: [insuranceFund],
  });
  const capacity = await contracts.read({
    ...{ block, address: insuranceFund, abi: perpV2InsuranceFundAbi },
    functionName: "getInsuranceFundCapacity",
    args: [],
  });
  const inVault =
    exact === null ? null : settlementAmount(exact.settlementValueWad, settlementToken.decimals);
  return [
    {
      marketId: perpV2MarketId(deployment),
      account: fund.account,
      what: "InsuranceFund.getInsuranceFundCapacity()",
      indexed: inVault === null || pocket === null ? null : inVault + pocket,
      contract: capacity,
    },
  ];
}

function bigintOf(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}
