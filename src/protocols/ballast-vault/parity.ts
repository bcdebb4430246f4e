import { and, asc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { collateralVaultAbi } from "../../../abis/collateral-vault.ts";
import { anyOf } from "../../core/any-of.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { ballastVaultBalanceVersion, ballastVaultWithdrawal } from "./schema.ts";

/** As CollateralVault.sol numbers what became of a request. */
const STATUS = { open: 1, withdrawn: 2, cancelled: 3 } as const;

type Compared = ReadPlace & {
  vault: Address;
  accounts: readonly Address[];
  /** As Ballast states them. */
  markets: readonly AccountMarket[];
};

/** Locked and requested amounts of the accounts in every token, and each of their requests. */
export async function ballastVaultChecks(compared: Compared): Promise<ParityCheck[]> {
  return [...(await amountChecks(compared)), ...(await requestChecks(compared))];
}

async function amountChecks(compared: Compared): Promise<ParityCheck[]> {
  const { contracts, chain, block, vault, accounts, markets } = compared;
  const tokens = await readTokens(compared);
  const found = await Promise.all(
    accounts.flatMap((account) =>
      [...tokens].flatMap((token) => {
        const asset = assetCaip19(chain.chainId, token);
        const positions = markets
          .filter((market) => market.account === account)
          .flatMap((market) => market.positions)
          .filter((position) => position.asset === asset);
        return (["lockedOf", "requestedOf"] as const).map(async (view): Promise<ParityCheck> => {
          const isRequested = view === "requestedOf";
          return {
            marketId: `ballast-vault:${vault}`,
            account,
            what: `CollateralVault.${view}(${token}, ${account})`,
            indexed: positions
              .filter((one) => (one.availableAtSeconds !== undefined) === isRequested)
              .reduce((sum, { amount }) => sum + amount, 0n),
            contract: await contracts.read({
              block,
              address: vault,
              abi: collateralVaultAbi,
              functionName: view,
              args: [token, account],
            }),
          };
        });
      }),
    ),
  );
  return found;
}

/** Every request that the accounts ever made, and what became of it by the block. */
async function requestChecks(compared: Compared): Promise<ParityCheck[]> {
  const { facts, contracts, chain, block, vault, accounts } = compared;
  const rows = await facts
    .select()
    .from(ballastVaultWithdrawal)
    .where(
      and(
        eq(ballastVaultWithdrawal.chainId, chain.chainId),
        eq(ballastVaultWithdrawal.vault, vault),
        anyOf(ballastVaultWithdrawal.account, accounts),
        lte(ballastVaultWithdrawal.requestedBlockNumber, block.number),
      ),
    )
    .orderBy(asc(ballastVaultWithdrawal.requestId));
  const found = await Promise.all(
    rows.map(async (row): Promise<ParityCheck[]> => {
      const request = await contracts.read({
        block,
        address: vault,
        abi: collateralVaultAbi,
        functionName: "withdrawalOf",
        args: [row.requestId],
      });
      const place = { marketId: `ballast-vault:${vault}`, account: row.account };
      const of = (field: string) => `CollateralVault.withdrawalOf(${row.requestId}).${field}`;
      return [
        {
          ...place,
          what: of("account"),
          indexed: row.account,
          contract: request?.account.toLowerCase() ?? null,
        },
        {
          ...place,
          what: of("token"),
          indexed: row.token,
          contract: request?.token.toLowerCase() ?? null,
        },
        { ...place, what: of("amount"), indexed: row.amount, contract: request?.amount ?? null },
        {
          ...place,
          what: of("availableAt"),
          indexed: row.availableAtSeconds,
          contract: request?.availableAt ?? null,
        },
        {
          ...place,
          what: of("status"),
          indexed: BigInt(statusAt(row, block.number)),
          contract: request === null ? null : BigInt(request.status),
        },
      ];
    }),
  );
  return found.flat();
}

function statusAt(row: typeof ballastVaultWithdrawal.$inferSelect, blockNumber: bigint): number {
  const happened = (at: bigint | null) => at !== null && at <= blockNumber;
  if (happened(row.withdrawnBlockNumber)) return STATUS.withdrawn;
  return happened(row.cancelledBlockNumber) ? STATUS.cancelled : STATUS.open;
}

/** The chain's configured tokens, and those that the vault was ever given. */
async function readTokens({ facts, chain, block, vault }: Compared): Promise<Set<Address>> {
  const rows = await facts
    .selectDistinct({ token: ballastVaultBalanceVersion.token })
    .from(ballastVaultBalanceVersion)
    .where(
      and(
        eq(ballastVaultBalanceVersion.chainId, chain.chainId),
        eq(ballastVaultBalanceVersion.vault, vault),
        lte(ballastVaultBalanceVersion.blockNumber, block.number),
      ),
    );
  const configured = chain.tokens.map(({ address }) => address.toLowerCase() as Address);
  return new Set([...configured, ...rows.map(({ token }) => token)]);
}
