import type { Address } from "viem";
import { expect } from "vitest";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { type DevChain, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import {
  borrowFromMarket,
  supplyCollateral,
  supplyToMarket,
} from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";
import { createIndexWorld, type IndexWorld } from "../index-world.ts";

const liquidator = devnetAccounts().liquidator.address;

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
export type Json = any;

/** An account's view on one chain. */
export type AccountView = { address: Address; chainId: number; at: string; markets: Json[] };

/**
 * The seeded scenario with loans at Morpho and a liquidator who has everything it may need, at rest: no
 * block is made any more. With the views of all of its accounts.
 */
export async function openLiquidationWorld({
  playMore,
}: {
  /** Queues what else happens, in a block of its own. */
  playMore?: (chain: DevChain, facts: ManifestChain) => Promise<void>;
} = {}): Promise<{ world: IndexWorld; views: readonly AccountView[] }> {
  const world = await createIndexWorld({});
  for (const facts of world.manifest.chains) {
    const { name, chainId, rpcUrl: url, tokens, aaveV3, morphoBlue } = facts;
    await jsonRpc({ url, calls: [{ method: "evm_setAutomine", params: [false] }] });
    const chain = openDevChain({ name, chainId, url });
    const spenders = [...aaveV3.map(({ pool }) => pool), ...morphoBlue.map(({ morpho }) => morpho)];
    for (const { address: token, mint, decimals } of tokens) {
      if (mint.minter !== null) continue;
      const amount = 10n ** BigInt(decimals + 9);
      chain.send(mintToken({ token, from: liquidator, to: liquidator, amount }));
      for (const spender of spenders) {
        chain.send(approveToken({ token, owner: liquidator, spender }));
      }
    }
    await borrowAtMorpho(chain, facts);
    const mine = async () => {
      const { timestamp } = await chain.client.getBlock();
      await chain.mine({ timestamp: Number(timestamp) + 3 });
    };
    await mine();
    if (playMore === undefined) continue;
    await playMore(chain, facts);
    await mine();
  }
  await world.ponder().waitIndexed(await world.heads(), 200_000);
  const views: AccountView[] = [];
  for (const { address } of world.manifest.accounts) {
    for (const { chainId } of world.network.chains) {
      const response = await fetch(
        `${world.ponder().url}/v1/accounts/eip155:${chainId}:${address}/collateral`,
        { signal: AbortSignal.timeout(30_000) },
      );
      const view: Json = await response.json();
      expect(response.status, JSON.stringify(view)).toBe(200);
      views.push({ address, chainId, at: view.at, markets: view.markets });
    }
  }
  return { world, views };
}

/** Queues a loan of half of what is lent at most, in every market of tokens that anybody may mint. */
async function borrowAtMorpho(
  chain: DevChain,
  { tokens, morphoBlue }: ManifestChain,
): Promise<void> {
  const borrower = devnetAccounts().ivan.address;
  const minted = tokens.filter(({ mint }) => mint.minter === null);
  const find = (address: Address) => minted.find((token) => token.address === address);
  for (const { morpho, markets } of morphoBlue) {
    for (const { lltv, id, ...parameters } of markets) {
      const collateral = find(parameters.collateralToken);
      if (collateral === undefined || find(parameters.loanToken) === undefined) continue;
      // One of the scenario's markets has an oracle that is no contract.
      if ((await chain.client.getCode({ address: parameters.oracle })) === undefined) continue;
      const market = { ...parameters, id, lltvWad: BigInt(lltv) };
      const price = await chain.client.readContract({
        ...{ address: market.oracle, abi: morphoBlueOracleAbi, functionName: "price" },
      });
      const amount = 10n ** BigInt(collateral.decimals) + 123_457n;
      const most = (((amount * price) / 10n ** 36n) * market.lltvWad) / 10n ** 18n;
      const token = collateral.address;
      chain.send(mintToken({ token, from: borrower, to: borrower, amount }));
      chain.send(approveToken({ token, owner: borrower, spender: morpho }));
      chain.send(supplyToMarket({ morpho, from: liquidator, market, assets: most }));
      chain.send(supplyCollateral({ morpho, from: borrower, market, assets: amount }));
      chain.send(borrowFromMarket({ morpho, from: borrower, market, assets: most / 2n }));
    }
  }
}
