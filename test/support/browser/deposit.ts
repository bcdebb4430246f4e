import { encodeFunctionData, maxUint256, numberToHex, parseAbi } from "viem";
import type { ManifestChain } from "../../../config/manifest.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";

const abi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
]);

/** Nobody else sends anything from it: chance acts as the scenario's accounts, with nonces of its own. */
const depositor = `0x${"d0".repeat(20)}` as const;

/**
 * Sends a new deposit of WETH in Aave on behalf of an account, which the chain mines with its next block.
 * @param parameters.amount Raw.
 */
export async function depositWeth(parameters: {
  chain: ManifestChain;
  account: string;
  amount: bigint;
}): Promise<void> {
  const { chain, amount } = parameters;
  const account = parameters.account as `0x${string}`;
  const { pool } = chain.aaveV3[0]!;
  const { address: weth, mint } = chain.tokens.find(({ symbol }) => symbol === "WETH")!;
  if (mint.minter !== null) throw new Error(`Only ${mint.minter} may mint WETH on ${chain.name}.`);
  const send = (to: string, data: string) => ({
    method: "eth_sendTransaction",
    params: [{ from: depositor, to, data, gas: numberToHex(2_000_000) }],
  });
  await jsonRpc({
    url: chain.rpcUrl,
    calls: [
      { method: "anvil_impersonateAccount", params: [depositor] },
      { method: "anvil_setBalance", params: [depositor, numberToHex(10n ** 22n)] },
    ],
  });
  const args = {
    mint: [depositor, amount],
    approve: [pool, maxUint256],
    supply: [weth, amount, account, 0],
  } as const;
  const calls = [
    send(weth, encodeFunctionData({ abi, functionName: "mint", args: args.mint })),
    send(weth, encodeFunctionData({ abi, functionName: "approve", args: args.approve })),
    send(pool, encodeFunctionData({ abi, functionName: "supply", args: args.supply })),
  ];
  // One after the other, so that each has its nonce before the next one asks for its own.
  for (const call of calls) await jsonRpc({ url: chain.rpcUrl, calls: [call] });
}
