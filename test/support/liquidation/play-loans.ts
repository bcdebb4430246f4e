import type { Address } from "viem";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { Manifest, ManifestChain } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { type DevChain, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import {
  borrowFromMarket,
  supplyCollateral,
  supplyToMarket,
} from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";
import { borrowAtAave } from "./borrow-at-aave.ts";

const liquidator = devnetAccounts().liquidator.address;

/**
 * Loans at Morpho and Aave after the scenario, and a liquidator who has everything it may need. Each
 * chain mines only what it is told to from then on.
 */
export async function playLoans(manifest: Manifest): Promise<void> {
  for (const facts of manifest.chains) {
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
    await borrowAtAave(chain, facts);
    await mine();
  }
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
