import { encodeFunctionData, maxUint256, numberToHex, parseAbi } from "viem";
import type { ManifestChain } from "../../../config/manifest.ts";
import { supply } from "../../../devnet/aave-v3/pool-transactions.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";

const tokenAbi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
]);

/** Sends a new deposit of WETH in Aave, which the chain mines with its next block. */
export async function depositWeth(parameters: {
  chain: ManifestChain;
  account: string;
  /** Raw. */
  amount: bigint;
}): Promise<void> {
  const { chain, amount } = parameters;
  const account = parameters.account as `0x${string}`;
  const { pool } = chain.aaveV3[0]!;
  const weth = chain.tokens.find(({ symbol }) => symbol === "WETH")!;
  const minter = weth.mint.minter ?? account;
  const { to, data } = supply({ pool, from: account, asset: weth.address, amount });
  const send = (from: string, target: string, input: string) => ({
    method: "eth_sendTransaction",
    params: [{ from, to: target, data: input, gas: numberToHex(2_000_000) }],
  });
  const encode = (functionName: "mint" | "approve", args: [`0x${string}`, bigint]) =>
    encodeFunctionData({ abi: tokenAbi, functionName, args });
  await jsonRpc({
    url: chain.rpcUrl,
    calls: [
      ...[...new Set([account, minter])].map((address) => ({
        method: "anvil_setBalance",
        params: [address, numberToHex(10n ** 22n)],
      })),
      send(minter, weth.address, encode("mint", [account, amount])),
      send(account, weth.address, encode("approve", [pool, maxUint256])),
      send(account, to!, data!),
    ],
  });
}
