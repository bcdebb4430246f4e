import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2BaseTokenAbi,
  perpV2ClearingHouseConfigAbi,
  perpV2CollateralManagerAbi,
} from "../../../abis/perp-v2.ts";
import type { PerpV2Deployment } from "../../../config/network.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase } from "./deployments.ts";
import { perpV2CollateralVersion, perpV2MarketVersion } from "./schema.ts";
import type { MarginRules } from "./valuation.ts";

/** The interval over which Vault.sol averages a collateral's price. */
const COLLATERAL_TWAP_SECONDS = 900n;

/** A market at a block. Prices are null where the contract fails to state them. */
export type Market = typeof perpV2MarketVersion.$inferSelect & {
  symbol: string;
  indexPriceWad: bigint | null;
  /** What the clearing house values positions at: the mark price, or a paused or closed market's last. */
  priceWad: bigint | null;
};

/** A collateral at a block; its price is null where the contract fails to state it. */
export type CollateralToken = typeof perpV2CollateralVersion.$inferSelect & {
  symbol: string;
  decimals: number;
  price: { value: bigint; decimals: number } | null;
};

/** A clearing house at a block: everything that does not depend on an account. */
export type House = {
  deployment: PerpV2Deployment;
  address: Address;
  markets: ReadonlyMap<Address, Market>;
  collaterals: ReadonlyMap<Address, CollateralToken>;
  /** Null before the contracts are there. */
  rules: MarginRules | null;
};

/** The chain's clearing houses at the block, remembered with it. */
export function readHouses(place: ReadPlace): Promise<House[]> {
  const read = () => Promise.all(place.chain.perpV2.map((one) => readHouse(place, one)));
  return place.remember === undefined ? read() : place.remember("houses", read);
}

async function readHouse(place: ReadPlace, deployment: PerpV2Deployment): Promise<House> {
  const { facts, contracts, block } = place;
  const address = lowerCase(deployment.clearingHouse);
  const [m, c] = [perpV2MarketVersion, perpV2CollateralVersion];
  const marketRows = await facts
    .selectDistinctOn([m.baseToken])
    .from(m)
    .where(
      and(eq(m.chainId, block.chainId), eq(m.house, address), lte(m.blockNumber, block.number)),
    )
    .orderBy(m.baseToken, desc(m.blockNumber));
  const collateralRows = await facts
    .selectDistinctOn([c.token])
    .from(c)
    .where(
      and(eq(c.chainId, block.chainId), eq(c.house, address), lte(c.blockNumber, block.number)),
    )
    .orderBy(c.token, desc(c.blockNumber));
  const tokens = await readTokens({
    ...place,
    addresses: [
      ...marketRows.map(({ baseToken }) => baseToken),
      ...collateralRows.map(({ token }) => token),
    ],
  });
  const config = {
    block,
    address: deployment.clearingHouseConfig,
    abi: perpV2ClearingHouseConfigAbi,
    args: [],
  } as const;
  const initialRatio = await contracts.read({ ...config, functionName: "getImRatio" });
  const maintenanceRatio = await contracts.read({ ...config, functionName: "getMmRatio" });
  const markets = await Promise.all(
    marketRows.map(
      async (row): Promise<Market> => ({
        ...row,
        symbol: tokens.get(row.baseToken)?.symbol ?? row.baseToken,
        ...(await readMarketPrices(place, deployment, row.baseToken)),
      }),
    ),
  );
  const collaterals = await Promise.all(
    collateralRows.map(
      async (row): Promise<CollateralToken> => ({
        ...row,
        symbol: tokens.get(row.token)?.symbol ?? row.token,
        decimals: tokens.get(row.token)?.decimals ?? 0,
        price: await readCollateralPrice(place, deployment, row.token),
      }),
    ),
  );
  return {
    deployment,
    address,
    markets: new Map(markets.map((market) => [market.baseToken, market])),
    collaterals: new Map(collaterals.map((collateral) => [collateral.token, collateral])),
    rules:
      initialRatio === null || maintenanceRatio === null
        ? null
        : { initialRatio, maintenanceRatio },
  };
}

async function readMarketPrices(
  { contracts, block }: ReadPlace,
  deployment: PerpV2Deployment,
  baseToken: Address,
): Promise<Pick<Market, "indexPriceWad" | "priceWad">> {
  const base = { block, address: baseToken, abi: perpV2BaseTokenAbi } as const;
  const [indexPriceWad, isOpen] = await Promise.all([
    contracts.read({ ...base, functionName: "getIndexPrice", args: [0n] }),
    contracts.read({ ...base, functionName: "isOpen", args: [] }),
  ]);
  if (isOpen === true) {
    const priceWad = await contracts.read({
      block,
      address: deployment.accountBalance,
      abi: perpV2AccountBalanceAbi,
      functionName: "getMarkPrice",
      args: [baseToken],
    });
    return { indexPriceWad, priceWad };
  }
  const isClosed = await contracts.read({ ...base, functionName: "isClosed", args: [] });
  const functionName = isClosed === true ? "getClosedPrice" : "getPausedIndexPrice";
  return { indexPriceWad, priceWad: await contracts.read({ ...base, functionName, args: [] }) };
}

async function readCollateralPrice(
  { contracts, block }: ReadPlace,
  deployment: PerpV2Deployment,
  token: Address,
): Promise<CollateralToken["price"]> {
  const manager = {
    block,
    address: deployment.collateralManager,
    abi: perpV2CollateralManagerAbi,
  } as const;
  const [value, decimals] = await Promise.all([
    contracts.read({
      ...manager,
      functionName: "getPrice",
      args: [token, COLLATERAL_TWAP_SECONDS],
    }),
    contracts.read({ ...manager, functionName: "getPriceFeedDecimals", args: [token] }),
  ]);
  return value === null || decimals === null ? null : { value, decimals };
}
