import { collateralVaultAbi } from "../../../abis/collateral-vault.ts";
import { assetCaip19 } from "../../../src/core/identifiers.ts";
import { ballastVaultAdapter } from "../../../src/protocols/ballast-vault/adapter.ts";
import type { Check, Comparison, ContractRead } from "../compare-with-contracts.ts";
import { contractsOf } from "./contracts-of.ts";
import { readOrAbsent } from "./read-or-absent.ts";

/** Locked and requested amounts of every token in the chain's vault. */
export async function compareVault(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, chain, manifest, block, publicClient, accounts } = comparison;
  const markets = await ballastVaultAdapter.readMarkets({
    facts,
    contracts: contractsOf(comparison),
    chain,
    block,
    accounts,
  });
  return accounts.flatMap((account) =>
    manifest.tokens.map((token) => async () => {
      const asset = assetCaip19(chain.chainId, token.address);
      const positions = markets
        .filter((market) => market.account === account)
        .flatMap((market) => market.positions)
        .filter((position) => position.asset === asset);
      const views = [
        ["lockedOf", false],
        ["requestedOf", true],
      ] as const;
      await Promise.all(
        views.map(async ([view, isRequested]) => {
          const amount = await readOrAbsent(
            publicClient.readContract({
              abi: collateralVaultAbi,
              address: manifest.ballast.collateralVault,
              functionName: view,
              args: [token.address, account],
              blockNumber: block.number,
            }),
          );
          check(
            `CollateralVault.${view}(${token.symbol}, ${account})`,
            positions
              .filter((position) => (position.availableAtSeconds !== undefined) === isRequested)
              .reduce((sum, position) => sum + position.amount, 0n),
            amount === "absent" ? 0n : amount,
          );
        }),
      );
    }),
  );
}
