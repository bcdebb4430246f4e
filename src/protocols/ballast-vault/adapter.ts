import { and, asc, desc, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { Position } from "../../core/position.ts";
import { token } from "../../tokens/schema.ts";
import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { ballastVaultChecks } from "./parity.ts";
import { ballastVaultBalanceVersion, ballastVaultWithdrawal } from "./schema.ts";

const BALLAST_VAULT = "ballast-vault";

/**
 * Ballast's own vault: what is locked, and each open withdrawal request with the time from which it
 * can be taken. A vault has no debt and no rule of its own, hence no health.
 */
export const ballastVaultAdapter: ProtocolAdapter = {
  name: BALLAST_VAULT,

  async readAccounts({ facts, chain, block }) {
    if (chain.ballast === null) return [];
    const rows = await facts
      .selectDistinct({ account: ballastVaultBalanceVersion.account })
      .from(ballastVaultBalanceVersion)
      .where(
        and(
          eq(ballastVaultBalanceVersion.chainId, chain.chainId),
          eq(ballastVaultBalanceVersion.vault, lowerCase(chain.ballast.collateralVault)),
          lte(ballastVaultBalanceVersion.blockNumber, block.number),
        ),
      )
      .orderBy(asc(ballastVaultBalanceVersion.account));
    return rows.map(({ account }) => account);
  },

  async readMarkets({ facts, chain, block, accounts }) {
    if (chain.ballast === null) return [];
    const vault = lowerCase(chain.ballast.collateralVault);
    const balances = await facts
      .selectDistinctOn([ballastVaultBalanceVersion.account, ballastVaultBalanceVersion.token])
      .from(ballastVaultBalanceVersion)
      .where(
        and(
          eq(ballastVaultBalanceVersion.chainId, chain.chainId),
          eq(ballastVaultBalanceVersion.vault, vault),
          anyOf(ballastVaultBalanceVersion.account, accounts),
          lte(ballastVaultBalanceVersion.blockNumber, block.number),
        ),
      )
      .orderBy(
        ballastVaultBalanceVersion.account,
        ballastVaultBalanceVersion.token,
        desc(ballastVaultBalanceVersion.blockNumber),
      );
    const requests = await facts
      .select()
      .from(ballastVaultWithdrawal)
      .where(
        and(
          eq(ballastVaultWithdrawal.chainId, chain.chainId),
          eq(ballastVaultWithdrawal.vault, vault),
          anyOf(ballastVaultWithdrawal.account, accounts),
          lte(ballastVaultWithdrawal.requestedBlockNumber, block.number),
          or(
            isNull(ballastVaultWithdrawal.withdrawnBlockNumber),
            gt(ballastVaultWithdrawal.withdrawnBlockNumber, block.number),
          ),
          or(
            isNull(ballastVaultWithdrawal.cancelledBlockNumber),
            gt(ballastVaultWithdrawal.cancelledBlockNumber, block.number),
          ),
        ),
      )
      .orderBy(asc(ballastVaultWithdrawal.requestId));
    if (balances.length === 0 && requests.length === 0) return [];
    const tokens = await facts
      .select()
      .from(token)
      .where(
        and(
          eq(token.chainId, chain.chainId),
          anyOf(token.address, new Set(balances.map((balance) => balance.token))),
        ),
      );

    const position = (
      asset: Address,
      amount: bigint,
      availableAtSeconds: number | undefined,
    ): Position => {
      const facts = tokens.find(({ address }) => address === asset);
      if (facts === undefined) {
        throw new BallastError(`The token ${asset} in vault ${vault} is not indexed.`, {
          code: "vault-token-unknown",
          remedy: "Index this chain anew.",
        });
      }
      return {
        kind: "collateral",
        asset: assetCaip19(chain.chainId, asset),
        symbol: facts.symbol,
        decimals: facts.decimals,
        amount,
        holder: vault,
        securesDebt: false,
        // A request may be paid out while an attestation of today is still valid.
        ...(availableAtSeconds === undefined
          ? { enforceability: "locked" }
          : { enforceability: "observed", availableAtSeconds }),
      };
    };
    return accounts.flatMap((account) => {
      const positions = [
        ...balances
          .filter((balance) => balance.account === account && balance.locked > 0n)
          .map((balance) => position(balance.token, balance.locked, undefined)),
        ...requests
          .filter((request) => request.account === account)
          .map((request) =>
            position(request.token, request.amount, Number(request.availableAtSeconds)),
          ),
      ];
      if (positions.length === 0) return [];
      return [
        {
          account,
          chainId: chain.chainId,
          protocol: BALLAST_VAULT,
          marketId: `${BALLAST_VAULT}:${vault}`,
          positions,
          health: null,
          causes: [],
        },
      ];
    });
  },

  readPassThroughAccounts: async ({ chain, accounts }) => {
    if (chain.ballast === null) return new Set();
    const vault = lowerCase(chain.ballast.collateralVault);
    return new Set(accounts.filter((account) => account === vault));
  },

  async readParity(place) {
    const { ballast } = place.chain;
    if (ballast === null || place.block.number < BigInt(ballast.startBlock)) return [];
    const vault = lowerCase(ballast.collateralVault);
    const markets = await ballastVaultAdapter.readMarkets(place);
    return ballastVaultChecks({ ...place, vault, markets });
  },
};

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
