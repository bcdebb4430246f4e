import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import type { NetworkChain } from "../../../config/network.ts";
import { anyOf } from "../../core/any-of.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { Holding, HoldingsReader } from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import { erc4626SharesVersion } from "./schema.ts";

export const ERC4626 = "erc4626";

/** An account's shares of each vault of which it has any. */
type Erc4626Holding = Holding & {
  chainId: number;
  vaults: readonly { vault: Address; shares: bigint }[];
};

const hasVaults = ({ erc4626, metaMorpho }: NetworkChain) =>
  erc4626.length > 0 || metaMorpho.length > 0;
const marketIdOf = (vault: Address) => `${ERC4626}:${vault}`;

export const erc4626Holdings: HoldingsReader<Erc4626Holding> = {
  async readChangedAccounts(place) {
    if (!hasVaults(place.chain)) return [];
    const { account } = erc4626SharesVersion;
    return (await readChanged(place, { table: erc4626SharesVersion, address: account })).sort();
  },

  async read({ facts, chain, block, accounts }) {
    if (!hasVaults(chain)) return [];
    const rows = await facts
      .selectDistinctOn([erc4626SharesVersion.account, erc4626SharesVersion.vault])
      .from(erc4626SharesVersion)
      .where(
        and(
          eq(erc4626SharesVersion.chainId, chain.chainId),
          anyOf(erc4626SharesVersion.account, accounts),
          lte(erc4626SharesVersion.blockNumber, block.number),
        ),
      )
      .orderBy(
        erc4626SharesVersion.account,
        erc4626SharesVersion.vault,
        desc(erc4626SharesVersion.blockNumber),
      );
    const held = rows.filter(({ shares }) => shares > 0n);
    return [...Map.groupBy(held, ({ account }) => account)].map(([account, own]) => ({
      account,
      chainId: chain.chainId,
      vaults: own.map(({ vault, shares }) => ({ vault, shares })),
    }));
  },

  async marketsOf({ holdings, ...place }) {
    const tokens = await readTokens({
      ...place,
      addresses: new Set(holdings.flatMap(({ vaults }) => vaults.map(({ vault }) => vault))),
    });
    return holdings.flatMap(({ account, chainId, vaults }) =>
      vaults.map(({ vault, shares }) => ({
        account,
        chainId,
        protocol: ERC4626,
        marketId: marketIdOf(vault),
        positions: [
          {
            kind: "collateral",
            asset: assetCaip19(chainId, vault),
            symbol: tokens.get(vault)?.symbol ?? vault,
            decimals: tokens.get(vault)?.decimals ?? 0,
            amount: shares,
            holder: vault,
            securesDebt: false,
            enforceability: "observed",
          },
        ],
        health: null,
        causes: [],
      })),
    );
  },

  screen: ({ chainId, vaults }) =>
    vaults.map(({ vault, shares }) => ({
      marketId: marketIdOf(vault),
      terms: [
        {
          side: "collateral",
          asset: assetCaip19(chainId, vault),
          quantity: Number(shares),
          amountFactor: vault,
          weightFactor: null,
          oraclePriceFactor: null,
          pricedBy: null,
        },
      ],
    })),

  /** Each is a vault, for whole shares. */
  async readFactors({ names, ...place }) {
    const tokens = await readTokens({ ...place, addresses: names as ReadonlySet<Address> });
    return new Map([...tokens].map(([vault, { decimals }]) => [vault, 10 ** -decimals]));
  },
};
