import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";

const vaultAbi = parseAbi([
  "function deposit(uint256 assets, address receiver) returns (uint256)",
  "function mint(uint256 shares, address receiver) returns (uint256)",
  "function withdraw(uint256 assets, address receiver, address owner) returns (uint256)",
  "function redeem(uint256 shares, address receiver, address owner) returns (uint256)",
]);

type Action = { vault: Address; from: Address; amount: bigint };

/** Queues a vault of any ERC-20. */
export function deployOpenVault(parameters: {
  chain: DevChain;
  deployer: Address;
  artifact: Artifact;
  asset: Address;
  name: string;
  symbol: string;
}): Promise<Address> {
  const { chain, deployer, artifact, asset, name, symbol } = parameters;
  return chain.deploy({
    from: deployer,
    artifact,
    args: [asset, name, symbol],
    label: `deploy the vault ${symbol}`,
  });
}

/** Puts in raw units of the asset. */
export function depositInVault({ vault, from, amount }: Action): Transaction {
  const data = encodeFunctionData({
    abi: vaultAbi,
    functionName: "deposit",
    args: [amount, from],
  });
  return { from, to: vault, data, label: `${from} deposits ${amount} in vault ${vault}` };
}

/** Buys raw units of shares. */
export function mintFromVault({ vault, from, amount }: Action): Transaction {
  const data = encodeFunctionData({ abi: vaultAbi, functionName: "mint", args: [amount, from] });
  return { from, to: vault, data, label: `${from} mints ${amount} shares of vault ${vault}` };
}

/** Takes out raw units of the asset. */
export function withdrawFromVault({ vault, from, amount }: Action): Transaction {
  const data = encodeFunctionData({
    abi: vaultAbi,
    functionName: "withdraw",
    args: [amount, from, from],
  });
  return { from, to: vault, data, label: `${from} withdraws ${amount} from vault ${vault}` };
}

/** Gives back raw units of shares. */
export function redeemFromVault({ vault, from, amount }: Action): Transaction {
  const data = encodeFunctionData({
    abi: vaultAbi,
    functionName: "redeem",
    args: [amount, from, from],
  });
  return { from, to: vault, data, label: `${from} redeems ${amount} shares of vault ${vault}` };
}
