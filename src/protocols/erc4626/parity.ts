import { and, desc, eq, lte } from "drizzle-orm";
import { type Address, erc20Abi, parseAbi } from "viem";
import { erc4626Abi } from "../../../abis/erc4626.ts";
import { anyOf } from "../../core/any-of.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { readShareTokens } from "./read-vaults.ts";
import { erc4626FactoryVault, erc4626SharesVersion } from "./schema.ts";

type Place = ReadPlace & { accounts: readonly Address[] };

const factoryAbi = parseAbi(["function isMetaMorpho(address target) view returns (bool)"]);

/** Vaults that are compared beside those of which the accounts have shares; other ones at each block. */
const FURTHER_VAULTS = 20;

/** Shares of the accounts in the chain's vaults, and what they stand for, against the vaults. */
export async function readErc4626Parity(place: Place): Promise<ParityCheck[]> {
  if (place.chain.erc4626.length === 0 && place.chain.metaMorpho.length === 0) return [];
  const shares = await readShares(place);
  const vaults = await comparedVaults(place, new Set(shares.map(({ vault }) => vault)));
  const tokens = await readShareTokens({
    ...place,
    vaults: new Set(vaults.map(({ vault }) => vault)),
  });
  const { contracts, block } = place;
  const found = await Promise.all(
    vaults.map(async ({ vault, factory, asset }): Promise<ParityCheck[]> => {
      const marketId = `erc4626:${vault}`;
      const checks: ParityCheck[] = [];
      if (factory !== null) {
        const [isMade, stated] = await Promise.all([
          contracts.read({
            block,
            address: factory,
            abi: factoryAbi,
            functionName: "isMetaMorpho",
            args: [vault],
          }),
          contracts.read({
            block,
            address: vault,
            abi: erc4626Abi,
            functionName: "asset",
            args: [],
          }),
        ]);
        const what = `MetaMorphoFactory.isMetaMorpho(${vault})`;
        checks.push(
          { marketId, account: null, what, indexed: true, contract: isMade },
          {
            marketId,
            account: null,
            what: `${vault}.asset()`,
            indexed: asset,
            contract: stated?.toLowerCase() ?? null,
          },
        );
      }
      const ofAccounts = await Promise.all(
        place.accounts.map(async (account): Promise<ParityCheck[]> => {
          const indexed =
            shares.find((one) => one.vault === vault && one.account === account)?.shares ?? 0n;
          const balance = await contracts.read({
            block,
            address: vault,
            abi: erc20Abi,
            functionName: "balanceOf",
            args: [account],
          });
          const what = `${vault}.balanceOf(${account})`;
          // A configured vault that is not deployed yet: nobody has anything of it.
          if (balance === null && indexed === 0n && factory === null) return [];
          const own = { marketId, account, what, indexed, contract: balance };
          const token = tokens.get(vault);
          if (indexed === 0n || balance === null || token === undefined) return [own];
          const [amount, stated] = await Promise.all([
            token.toUnderlying(indexed, "down"),
            contracts.read({
              block,
              address: vault,
              abi: erc4626Abi,
              functionName: "convertToAssets",
              args: [balance],
            }),
          ]);
          return [
            own,
            {
              marketId,
              account,
              what: `${vault}.convertToAssets(shares of ${account})`,
              indexed: amount,
              contract: stated,
            },
          ];
        }),
      );
      return [...checks, ...ofAccounts.flat()];
    }),
  );
  return found.flat();
}

function readShares({ facts, chain, block, accounts }: Place) {
  return facts
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
}

type Vault = { vault: Address; factory: Address | null; asset: Address | null };

/** The vaults that the accounts have or had shares of and some others, each block its own. */
async function comparedVaults(
  { facts, chain, block }: Place,
  used: ReadonlySet<Address>,
): Promise<Vault[]> {
  const made = await facts
    .select()
    .from(erc4626FactoryVault)
    .where(
      and(
        eq(erc4626FactoryVault.chainId, chain.chainId),
        lte(erc4626FactoryVault.blockNumber, block.number),
      ),
    )
    .orderBy(erc4626FactoryVault.vault);
  const all: Vault[] = [
    ...chain.erc4626
      .filter(({ startBlock }) => BigInt(startBlock) <= block.number)
      .map(({ vault }) => ({ vault: vault.toLowerCase() as Address, factory: null, asset: null })),
    ...made,
  ];
  const others = all.filter(({ vault }) => !used.has(vault));
  const first = others.length === 0 ? 0 : Number(block.number % BigInt(others.length));
  const turned = [...others.slice(first), ...others.slice(0, first)];
  return [...all.filter(({ vault }) => used.has(vault)), ...turned.slice(0, FURTHER_VAULTS)];
}
