import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { devnetTokens, type TokenSymbol } from "./devnet-tokens.ts";

/** The part of Aave's MintableERC20 (mocks/tokens/MintableERC20.sol) that the local chains use. */
export const mintableTokenAbi = parseAbi([
  "function mint(address account, uint256 value) returns (bool)",
  "function approve(address spender, uint256 amount) returns (bool)",
  "function transfer(address recipient, uint256 amount) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
]);

export type TokenAddresses = Readonly<Record<TokenSymbol, Address>>;

/** Queues the deployment of every token: Aave's own test token, which anyone may mint. */
export async function deployTokens(parameters: {
  chain: DevChain;
  deployer: Address;
  mintableErc20: Artifact;
}): Promise<TokenAddresses> {
  const { chain, deployer, mintableErc20 } = parameters;
  const addresses: Partial<Record<TokenSymbol, Address>> = {};
  for (const { symbol, name, decimals } of devnetTokens) {
    addresses[symbol] = await chain.deploy({
      from: deployer,
      artifact: mintableErc20,
      args: [name, symbol, decimals],
      label: `deploy ${symbol}`,
    });
  }
  return addresses as TokenAddresses;
}

export function mintToken(parameters: {
  token: Address;
  from: Address;
  to: Address;
  amount: bigint;
}): Transaction {
  const { token, from, to, amount } = parameters;
  return {
    from,
    to: token,
    data: encodeFunctionData({ abi: mintableTokenAbi, functionName: "mint", args: [to, amount] }),
    label: `mint ${amount} of ${token} to ${to}`,
  };
}

export function approveToken(parameters: {
  token: Address;
  owner: Address;
  spender: Address;
}): Transaction {
  const { token, owner, spender } = parameters;
  return {
    from: owner,
    to: token,
    data: encodeFunctionData({
      abi: mintableTokenAbi,
      functionName: "approve",
      args: [spender, 2n ** 256n - 1n],
    }),
    label: `${owner} approves ${spender} to take ${token}`,
  };
}

/** Moves any ERC-20, an aToken too. */
export function transferToken(parameters: {
  token: Address;
  from: Address;
  to: Address;
  amount: bigint;
}): Transaction {
  const { token, from, to, amount } = parameters;
  return {
    from,
    to: token,
    data: encodeFunctionData({
      abi: mintableTokenAbi,
      functionName: "transfer",
      args: [to, amount],
    }),
    label: `${from} transfers ${amount} of ${token} to ${to}`,
  };
}
