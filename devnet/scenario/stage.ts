import type { Address } from "viem";
import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { BaseDeployment } from "../base-deployment.ts";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { Random } from "../market/create-random.ts";
import type { BaseContracts } from "../prepare-contracts.ts";
import { type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";
import { type Cast, createCast } from "./cast.ts";

type StageParameters = {
  chain: DevChain;
  base: BaseDeployment;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: BaseContracts;
  random: Random;
  /** Time of a block so many seconds after the one before, which is mined then. */
  later: (seconds: number) => number;
};

/** What the people of a scenario need to act on one chain. */
export type Stage = StageParameters & {
  cast: Cast;
  /** Address of a token. */
  token(symbol: TokenSymbol): Address;
  /** Raw units of a number of tokens, larger or smaller by up to a fifth, as chance has it. */
  about(symbol: TokenSymbol, wholeTokens: number): bigint;
  send(...transactions: readonly Transaction[]): void;
};

export function createStage(parameters: StageParameters): Stage {
  const { chain, base, accounts, random } = parameters;
  return {
    ...parameters,
    cast: createCast(accounts),
    token: (symbol) => base.tokens[symbol],
    about: (symbol, wholeTokens) =>
      (BigInt(wholeTokens) * tokenUnit[symbol] * BigInt(random.integer(8_000, 12_000))) / 10_000n,
    send(...transactions) {
      for (const transaction of transactions) chain.send(transaction);
    },
  };
}
