import { erc20Abi } from "viem";
import { perpV2InsuranceFundAbi, perpV2VaultAbi } from "../../../abis/perp-v2.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import {
  fundObligations,
  type InsuranceFund,
  type InsuredAccount,
} from "../../core/insurance-fund.ts";
import type { Cause } from "../../core/position.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase, PERP_V2, perpV2MarketId } from "./deployments.ts";
import { marginParametersOf } from "./margin-parameters.ts";
import { readStanding, type Standing } from "./read-accounts.ts";
import { readAllAccounts, readBooks } from "./read-books.ts";
import { type House, readHouses } from "./read-houses.ts";
import { withoutDust } from "./state.ts";
import { exactValue, settlementAmount } from "./valuation.ts";

/** Each clearing house's insurance fund at the block, against all accounts in its books. */
export async function readPerpV2InsuranceFunds(place: ReadPlace): Promise<InsuranceFund[]> {
  if (place.chain.perpV2.length === 0) return [];
  const accounts = await readAllAccounts(place);
  const books = await readBooks({ ...place, accounts });
  return Promise.all(
    (await readHouses(place)).map(async (house) => {
      const fund = lowerCase(house.deployment.insuranceFund);
      const standings = await Promise.all(
        accounts
          .filter((account) => account !== fund)
          .map((account) => readStanding(place, { account, house, books })),
      );
      return readFund(place, house, standings);
    }),
  );
}

async function readFund(
  { contracts, block }: ReadPlace,
  house: House,
  standings: readonly Standing[],
): Promise<InsuranceFund> {
  const { insuranceFund, settlementToken, vault } = house.deployment;
  const fund = lowerCase(insuranceFund);
  const [capacity, tokenBalance, venueBalance, totalDebt] = await Promise.all([
    contracts.read({
      ...{ block, address: insuranceFund, abi: perpV2InsuranceFundAbi, args: [] },
      functionName: "getInsuranceFundCapacity",
    }),
    contracts.read({
      ...{ block, address: settlementToken.address, abi: erc20Abi },
      functionName: "balanceOf",
      args: [fund],
    }),
    contracts.read({
      ...{ block, address: vault, abi: perpV2VaultAbi },
      functionName: "getSettlementTokenValue",
      args: [fund],
    }),
    contracts.read({
      ...{ block, address: vault, abi: perpV2VaultAbi, args: [] },
      functionName: "getTotalDebt",
    }),
  ]);
  const obligations = fundObligations({
    accounts: standings.map(insuredAccount),
    instruments: [...house.markets.values()].map(({ baseToken, symbol, priceWad }) => ({
      ...{ instrument: baseToken, symbol, markPriceWad: priceWad },
    })),
  });
  const marketId = perpV2MarketId(house.deployment);
  const place = { chainId: block.chainId, marketId };
  const causes: Cause[] = [];
  if (capacity === null) {
    const detail = `The insurance fund ${fund} does not state its capacity.`;
    causes.push({ code: "fund-capacity-unknown", detail, ...place });
  }
  if (obligations.unknownAccounts > 0) {
    const detail = `The clearing house fails to state what ${obligations.unknownAccounts} accounts are worth, so the fund's obligations are not known.`;
    causes.push({ code: "fund-obligations-unknown", detail, ...place });
  }
  return {
    ...{ chainId: block.chainId, protocol: PERP_V2, marketId, fund },
    asset: assetCaip19(block.chainId, settlementToken.address),
    symbol: settlementToken.symbol,
    decimals: settlementToken.decimals,
    ...{ capacity, tokenBalance, venueBalance, totalDebt, obligations, causes },
  };
}

function insuredAccount(standing: Standing): InsuredAccount {
  const { account, house, owedRealizedPnlWad, markets } = standing;
  const { decimals } = house.deployment.settlementToken;
  const parameters = marginParametersOf(standing);
  const exact = parameters === null ? null : exactValue(parameters);
  return {
    account,
    accountValueWad:
      exact === null
        ? null
        : settlementAmount(exact.accountValueWad, decimals) * 10n ** BigInt(18 - decimals),
    owedRealizedPnlWad,
    sizes: markets.map(({ market, taker, ranges, exposure }) => ({
      instrument: market.baseToken,
      sizeWad: exposure?.sizeWad ?? (ranges.length === 0 ? withoutDust(taker.sizeWad) : null),
    })),
  };
}
