import { and, asc, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readErc4626Parity } from "./parity.ts";
import { findVaults, readShareTokens } from "./read-vaults.ts";
import { erc4626SharesVersion } from "./schema.ts";

const ERC4626 = "erc4626";

/**
 * Shares of tokenised vaults, MetaMorpho's among them, as an account's own position. What they stand
 * for is resolved as for every position in shares, wherever it is: see look-through.ts.
 */
export const erc4626Adapter: ProtocolAdapter = {
  name: ERC4626,

  async readAccounts({ facts, chain, block }) {
    if (chain.erc4626.length === 0 && chain.metaMorpho.length === 0) return [];
    const rows = await facts
      .selectDistinct({ account: erc4626SharesVersion.account })
      .from(erc4626SharesVersion)
      .where(
        and(
          eq(erc4626SharesVersion.chainId, chain.chainId),
          lte(erc4626SharesVersion.blockNumber, block.number),
        ),
      )
      .orderBy(asc(erc4626SharesVersion.account));
    return rows.map(({ account }) => account);
  },

  async readMarkets({ accounts, ...place }) {
    const { facts, chain, block } = place;
    if (chain.erc4626.length === 0 && chain.metaMorpho.length === 0) return [];
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
    const tokens = await readTokens({
      ...place,
      addresses: new Set(held.map(({ vault }): Address => vault)),
    });
    return held.map(({ account, vault, shares }) => ({
      account,
      chainId: chain.chainId,
      protocol: ERC4626,
      marketId: `${ERC4626}:${vault}`,
      positions: [
        {
          kind: "collateral",
          asset: assetCaip19(chain.chainId, vault),
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
    }));
  },

  async readShareTokens({ tokens, ...place }) {
    const vaults = await findVaults({ ...place, addresses: tokens });
    return readShareTokens({ ...place, vaults });
  },

  readPassThroughAccounts: ({ accounts, ...place }) =>
    findVaults({ ...place, addresses: accounts }),

  readParity: readErc4626Parity,
};
