import type { Address } from "viem";
import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { ChainDeployment } from "../chain-deployment.ts";
import type { Random } from "../market/create-random.ts";
import type { DevnetContracts } from "../prepare-contracts.ts";
import { type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";
import { type Cast, createCast } from "./create-cast.ts";

/** What the people of a scenario need to act on one chain. */
export type Stage = {
  chain: DevChain;
  deployment: ChainDeployment;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: DevnetContracts;
  cast: Cast;
  random: Random;
  pool: Address;
  /** Address of a token. */
  token(symbol: TokenSymbol): Address;
  aToken(symbol: TokenSymbol): Address;
  variableDebtToken(symbol: TokenSymbol): Address;
  /** Raw units of a number of tokens, larger or smaller by up to a fifth, as chance has it. */
  about(symbol: TokenSymbol, wholeTokens: number): bigint;
  send(...transactions: readonly Transaction[]): void;
};

export function createStage(parameters: {
  chain: DevChain;
  deployment: ChainDeployment;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: DevnetContracts;
  random: Random;
}): Stage {
  const { chain, deployment, accounts, random } = parameters;
  const { tokens, aaveV3 } = deployment;
  const reserve = (symbol: TokenSymbol) =>
    aaveV3.reserves.find((candidate) => candidate.symbol === symbol)!;
  return {
    ...parameters,
    cast: createCast({ chainName: deployment.facts.name, accounts }),
    pool: aaveV3.pool,
    token: (symbol) => tokens[symbol],
    aToken: (symbol) => reserve(symbol).aToken,
    variableDebtToken: (symbol) => reserve(symbol).variableDebtToken,
    about: (symbol, wholeTokens) =>
      (BigInt(wholeTokens) * tokenUnit[symbol] * BigInt(random.integer(8_000, 12_000))) / 10_000n,
    send(...transactions) {
      for (const transaction of transactions) chain.send(transaction);
    },
  };
}
