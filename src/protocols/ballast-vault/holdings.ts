import { and, asc, desc, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { Address } from "viem";
import type { NetworkChain } from "../../../config/network.ts";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { Position } from "../../core/position.ts";
import { token } from "../../tokens/schema.ts";
import type { FactsPlace, Holding, HoldingsReader } from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import { ballastVaultBalanceVersion, ballastVaultWithdrawal } from "./schema.ts";

export const BALLAST_VAULT = "ballast-vault";

/** What an account has locked in a vault, and its open requests. */
type BallastVaultHolding = Holding & {
  chainId: number;
  vault: Address;
  locked: readonly { token: Address; amount: bigint }[];
  requests: readonly { token: Address; amount: bigint; availableAtSeconds: bigint }[];
};

/** Whatever becomes of a request changes a balance as well, so that balances tell all changes. */
export const ballastVaultHoldings: HoldingsReader<BallastVaultHolding> = {
  async readChangedAccounts(place) {
    const vault = vaultOf(place.chain);
    if (vault === null) return [];
    const accounts = await readChanged(place, {
      table: ballastVaultBalanceVersion,
      address: ballastVaultBalanceVersion.account,
      condition: eq(ballastVaultBalanceVersion.vault, vault),
    });
    return accounts.sort();
  },

  async read({ accounts, ...place }) {
    const { chainId } = place.chain;
    const vault = vaultOf(place.chain);
    if (vault === null) return [];
    const asked = { ...place, vault, accounts };
    const balances = Map.groupBy(await readBalances(asked), ({ account }) => account);
    const open = Map.groupBy(await readOpenRequests(asked), ({ account }) => account);
    return accounts.flatMap((account) => {
      const locked = (balances.get(account) ?? [])
        .filter((balance) => balance.locked > 0n)
        .map(({ token, locked }) => ({ token, amount: locked }));
      const requests = (open.get(account) ?? []).map(({ token, amount, availableAtSeconds }) => ({
        ...{ token, amount, availableAtSeconds },
      }));
      return locked.length === 0 && requests.length === 0
        ? []
        : [{ account, chainId, vault, locked, requests }];
    });
  },

  async marketsOf({ facts, chain, holdings }) {
    const tokens = await readTokens({ facts, chain, addresses: holdings.flatMap(tokensOf) });
    return holdings.map(({ account, chainId, vault, locked, requests }) => {
      const place = (address: Address) => {
        const facts = tokens.find((one) => one.address === address);
        if (facts === undefined) {
          throw new BallastError(`The token ${address} in vault ${vault} is not indexed.`, {
            code: "vault-token-unknown",
            remedy: "Index this chain anew.",
          });
        }
        const { symbol, decimals } = facts;
        const asset = assetCaip19(chainId, address);
        return { asset, symbol, decimals, holder: vault, securesDebt: false } as const;
      };
      const positions: Position[] = [
        ...locked.map(({ token, amount }): Position => {
          return { kind: "collateral", ...place(token), amount, enforceability: "locked" };
        }),
        ...requests.map(({ token, amount, availableAtSeconds }): Position => {
          return {
            kind: "collateral",
            ...place(token),
            amount,
            // A request may be paid out while an attestation of today is still valid.
            enforceability: "observed",
            availableAtSeconds: Number(availableAtSeconds),
          };
        }),
      ];
      return {
        account,
        chainId,
        protocol: BALLAST_VAULT,
        marketId: marketIdOf(vault),
        positions,
        health: null,
        causes: [],
      };
    });
  },

  screen: ({ chainId, vault, locked, requests }) => [
    {
      marketId: marketIdOf(vault),
      terms: [...locked, ...requests].map(({ token, amount }) => ({
        side: "collateral",
        asset: assetCaip19(chainId, token),
        quantity: Number(amount),
        amountFactor: token,
        weightFactor: null,
        oraclePriceFactor: null,
        pricedBy: null,
      })),
    },
  ],

  /** Each is a token, for whole ones of it. */
  async readFactors({ facts, chain, names }) {
    const tokens = await readTokens({ facts, chain, addresses: names as ReadonlySet<Address> });
    return new Map(tokens.map(({ address, decimals }) => [address, 10 ** -decimals]));
  },
};

const marketIdOf = (vault: Address) => `${BALLAST_VAULT}:${vault}`;

/** Null on a chain without one. */
export function vaultOf({ ballast }: NetworkChain): Address | null {
  return ballast === null ? null : (ballast.collateralVault.toLowerCase() as Address);
}

function tokensOf({ locked, requests }: BallastVaultHolding): Address[] {
  return [...locked, ...requests].map(({ token }) => token);
}

type Asked = FactsPlace & { vault: Address; accounts: readonly Address[] };

function readBalances({ facts, block, vault, accounts }: Asked) {
  return facts
    .selectDistinctOn([ballastVaultBalanceVersion.account, ballastVaultBalanceVersion.token])
    .from(ballastVaultBalanceVersion)
    .where(
      and(
        eq(ballastVaultBalanceVersion.chainId, block.chainId),
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
}

function readOpenRequests({ facts, block, vault, accounts }: Asked) {
  return facts
    .select()
    .from(ballastVaultWithdrawal)
    .where(
      and(
        eq(ballastVaultWithdrawal.chainId, block.chainId),
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
}

function readTokens({
  facts,
  chain,
  addresses,
}: Pick<FactsPlace, "facts" | "chain"> & { addresses: Iterable<Address> }) {
  return facts
    .select()
    .from(token)
    .where(and(eq(token.chainId, chain.chainId), anyOf(token.address, new Set(addresses))));
}
