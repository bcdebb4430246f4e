import { type Address, zeroAddress } from "viem";
import { venusComptrollerAbi } from "../../../abis/venus-comptroller.ts";
import type { VenusDeployment } from "../../../config/network.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { venusMarketId } from "./deployments.ts";
import { compareAccount } from "./parity-accounts.ts";
import { compareMarket } from "./parity-markets.ts";
import { readAccountRows } from "./read-accounts.ts";
import { poolHoldings } from "./read-holdings.ts";
import { type PoolRules, readMarkets, readPools } from "./read-markets.ts";

/**
 * Every pool, each market that its Comptroller has, and every account in every one of them, beside
 * what the contracts say at the block.
 */
export async function readVenusParity(
  place: ReadPlace & { accounts: readonly Address[] },
): Promise<ParityCheck[]> {
  const [markets, pools, { pools: holdings, prices }] = [
    await readMarkets(place),
    await readPools(place),
    await poolHoldings(place, await readAccountRows(place)),
  ];
  const checks = await Promise.all(
    place.chain.venus
      .filter(({ startBlock }) => BigInt(startBlock) <= place.block.number)
      .map(async (deployment) => {
        const own = markets.filter((market) => market.deployment === deployment);
        const listed = await readListedMarkets(place, deployment);
        const known = new Set(own.map(({ vToken }) => vToken.token));
        const rules = pools.get(deployment.comptroller.toLowerCase() as Address);
        const ofAccount = (account: Address) =>
          holdings.find(
            (one) => one.account === account && one.holdings[0]!.market.deployment === deployment,
          )?.holdings ?? [];
        const parts = await Promise.all([
          comparePool(place, deployment, rules),
          listed
            .filter((vToken) => !known.has(vToken))
            .map((vToken) => missingMarket(deployment, vToken)),
          ...own.map((market) => compareMarket({ ...place, market })),
          ...place.accounts.map((account) =>
            compareAccount({
              ...{ ...place, account, deployment, prices },
              markets: own,
              holdings: ofAccount(account),
            }),
          ),
        ]);
        return parts.flat();
      }),
  );
  return checks.flat();
}

async function readListedMarkets(
  { contracts, block }: ReadPlace,
  { comptroller }: VenusDeployment,
): Promise<Address[]> {
  const listed = await contracts.read({
    block,
    address: comptroller,
    abi: venusComptrollerAbi,
    functionName: "getAllMarkets",
    args: [],
  });
  return (listed ?? []).map((vToken) => vToken.toLowerCase() as Address);
}

function missingMarket(deployment: VenusDeployment, vToken: Address): ParityCheck {
  return {
    marketId: venusMarketId(deployment),
    account: null,
    what: `Comptroller.getAllMarkets() has ${vToken}`,
    indexed: false,
    contract: true,
  };
}

/** A Comptroller for which nothing has been set yet has 0 everywhere. */
async function comparePool(
  { contracts, block }: ReadPlace,
  deployment: VenusDeployment,
  rules: PoolRules | undefined,
): Promise<ParityCheck[]> {
  const indexed = {
    oracle: rules?.oracle ?? zeroAddress,
    closeFactorMantissa: rules?.closeFactorWad ?? 0n,
    liquidationIncentiveMantissa: rules?.liquidationIncentiveWad ?? 0n,
    minLiquidatableCollateral: rules?.minimumLiquidatableCollateral ?? 0n,
  } as const;
  return Promise.all(
    (Object.keys(indexed) as (keyof typeof indexed)[]).map(async (functionName) => {
      const contract = await contracts.read({
        block,
        address: deployment.comptroller,
        abi: venusComptrollerAbi,
        functionName,
        args: [],
      });
      return {
        marketId: venusMarketId(deployment),
        account: null,
        what: `Comptroller.${functionName}()`,
        indexed: indexed[functionName],
        contract: typeof contract === "string" ? contract.toLowerCase() : contract,
      };
    }),
  );
}
