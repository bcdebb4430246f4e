import { and, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { erc4626Abi } from "../../../abis/erc4626.ts";
import { anyOf } from "../../core/any-of.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { ReadPlace, ShareToken } from "../protocol-adapter.ts";
import { erc4626FactoryVault } from "./schema.ts";

/** Those of the addresses that are vaults which Ballast follows at the block. */
export async function findVaults(
  place: Pick<ReadPlace, "facts" | "chain" | "block"> & { addresses: readonly Address[] },
): Promise<Set<Address>> {
  const { facts, chain, block, addresses } = place;
  const configured = new Set(chain.erc4626.map(({ vault }) => vault.toLowerCase() as Address));
  const vaults = new Set(addresses.filter((address) => configured.has(address)));
  if (chain.metaMorpho.length === 0 || addresses.length === 0) return vaults;
  const rows = await facts
    .select({ vault: erc4626FactoryVault.vault })
    .from(erc4626FactoryVault)
    .where(
      and(
        eq(erc4626FactoryVault.chainId, chain.chainId),
        anyOf(erc4626FactoryVault.vault, addresses),
        lte(erc4626FactoryVault.blockNumber, block.number),
      ),
    );
  for (const { vault } of rows) vaults.add(vault);
  return vaults;
}

/**
 * The vaults as tokens that stand for their asset. What shares stand for moves without any log (a
 * donation, interest in the vault's own positions), so the vault is asked at the block: for
 * collateral what convertToAssets says, rounded down; for debt what minting the shares would cost.
 * A vault that does not name its asset is left out: its shares stay what they are.
 */
export async function readShareTokens(
  place: ReadPlace & { vaults: ReadonlySet<Address> },
): Promise<Map<Address, ShareToken>> {
  const { contracts, block, vaults } = place;
  const named = await Promise.all(
    [...vaults].map(async (vault) => {
      const asset = await contracts.read({
        block,
        address: vault,
        abi: erc4626Abi,
        functionName: "asset",
        args: [],
      });
      return { vault, asset: asset === null ? null : (asset.toLowerCase() as Address) };
    }),
  );
  const tokens = await readTokens({
    ...place,
    addresses: named.flatMap(({ asset }) => (asset === null ? [] : [asset])),
  });
  return new Map(
    named.flatMap(({ vault, asset }): [Address, ShareToken][] => {
      const underlying = asset === null ? undefined : tokens.get(asset);
      if (asset === null || underlying === undefined) return [];
      return [
        [
          vault,
          {
            underlying: { token: asset, ...underlying },
            toUnderlying: (amount, rounding) =>
              contracts.read({
                block,
                address: vault,
                abi: erc4626Abi,
                functionName: rounding === "up" ? "previewMint" : "convertToAssets",
                args: [amount],
              }),
          },
        ],
      ];
    }),
  );
}
