import { type Address, maxUint256 } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { Manifest, ManifestChain } from "../../../config/manifest.ts";
import type { DevnetRole } from "../../../devnet/accounts/devnet-accounts.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { type DevChain, openDevChain, type Transaction } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { fluxAggregatorAbi } from "../../../devnet/chainlink/chainlink-admin-abi.ts";
import { submitAnswer } from "../../../devnet/chainlink/chainlink-transactions.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";
import { type TokenSymbol, tokenUnit } from "../../../devnet/tokens/devnet-tokens.ts";

/** A market of the local chains, to be acted on block by block. */
export type AaveStage = {
  chain: DevChain;
  market: ManifestChain["aaveV3"][number];
  pool: Address;
  account(role: DevnetRole): Address;
  asset(symbol: TokenSymbol): Address;
  aToken(symbol: TokenSymbol): Address;
  variableDebtToken(symbol: TokenSymbol): Address;
  /** Raw units of a number of tokens, uneven, so that a rounding error cannot hide. */
  about(symbol: TokenSymbol, wholeTokens: number): bigint;
  /** Makes one block of the transactions, so many seconds after the one before. */
  block(seconds: number, ...transactions: readonly Transaction[]): Promise<void>;
  /** Lets time pass in blocks without any transaction. */
  idle(...seconds: readonly number[]): Promise<void>;
  /** Gives the accounts so many of every token and lets the pool take them. */
  fund(wholeTokens: number, ...roles: readonly DevnetRole[]): Promise<void>;
  /** All oracles of a Chainlink feed answer. @param priceE8 In units of 10^-8 USD. */
  setPrice(pair: string, priceE8: bigint): Promise<void>;
};

export async function openAaveStage(manifest: Manifest, chainId: number): Promise<AaveStage> {
  const facts = manifest.chains.find((one) => one.chainId === chainId)!;
  const { name, rpcUrl: url } = facts;
  await jsonRpc({ url, calls: [{ method: "evm_setAutomine", params: [false] }] });
  const chain = openDevChain({ name, chainId, url });
  const [market] = facts.aaveV3;
  const accounts = devnetAccounts();
  const reserve = (symbol: TokenSymbol) => market!.reserves.find((one) => one.symbol === symbol)!;
  const asset = (symbol: TokenSymbol) => reserve(symbol).asset;

  async function block(seconds: number, ...transactions: readonly Transaction[]): Promise<void> {
    for (const transaction of transactions) chain.send(transaction);
    const { timestamp } = await chain.client.getBlock();
    await chain.mine({ timestamp: Number(timestamp) + seconds });
  }

  return {
    chain,
    market: market!,
    pool: market!.pool,
    account: (role) => accounts[role].address,
    asset,
    aToken: (symbol) => reserve(symbol).aToken,
    variableDebtToken: (symbol) => reserve(symbol).variableDebtToken,
    about: (symbol, wholeTokens) =>
      (BigInt(Math.round(wholeTokens * 1_000)) * tokenUnit[symbol]) / 1_000n + 137n,
    block,
    async idle(...seconds) {
      for (const one of seconds) await block(one);
    },
    async fund(wholeTokens, ...roles) {
      const transactions = roles.flatMap((role) =>
        facts.tokens.flatMap(({ address: token, decimals }) => {
          const owner = accounts[role].address;
          const amount = BigInt(wholeTokens) * 10n ** BigInt(decimals);
          return [
            mintToken({ token, from: owner, to: owner, amount }),
            approveToken({ token, owner, spender: market!.pool }),
          ];
        }),
      );
      await block(12, ...transactions);
    },
    async setPrice(pair, priceE8) {
      const { proxy, oracles } = facts.chainlink.find((one) => one.pair === pair)!;
      const aggregator = await chain.client.readContract({
        address: proxy,
        abi: chainlinkProxyAbi,
        functionName: "aggregator",
      });
      const round = await chain.client.readContract({
        address: aggregator,
        abi: fluxAggregatorAbi,
        functionName: "latestRound",
      });
      await block(
        12,
        ...oracles.map((oracle) =>
          submitAnswer({ aggregator, oracle, roundId: round + 1n, answer: priceE8 }),
        ),
      );
    },
  };
}

/** As much as there is. */
export const everything = maxUint256;
