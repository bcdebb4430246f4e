import {
  type Address,
  encodeFunctionData,
  type Hex,
  maxUint256,
  numberToHex,
  parseAbi,
} from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import type { ManifestChain } from "../../config/manifest.ts";
import { borrow, repay, supply, withdraw } from "../../devnet/aave-v3/pool-transactions.ts";
import { type DevChain, openDevChain, type Transaction } from "../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";

const tokenAbi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
  "function transfer(address to, uint256 amount)",
]);
const tenThousandEther = 10n ** 22n;
/** Uneven, so that a rounding error cannot hide. */
const oddity = 123_456_789n;

export type Activity = {
  chain: DevChain;
  /** Mines one block in which accounts that nobody has seen before act in the Aave market. */
  mineBlock(): Promise<void>;
  /** Mines that many such blocks. */
  mineBlocks(count: number): Promise<void>;
};

/**
 * Makes blocks by hand on a chain of the scenario: in each, a new account gets ETH's token,
 * supplies, borrows and repays, and gives some of its aTokens to the account before it, which
 * withdraws. New accounts every time: no two branches of a chain look alike.
 */
export async function createActivity(manifest: ManifestChain): Promise<Activity> {
  const { rpcUrl: url, name, chainId } = manifest;
  await jsonRpc({
    url,
    calls: [
      { method: "evm_setAutomine", params: [false] },
      { method: "anvil_autoImpersonateAccount", params: [true] },
    ],
  });
  const chain = openDevChain({ name, chainId, url });
  const { pool, reserves } = manifest.aaveV3[0]!;
  const weth = manifest.tokens.find(({ symbol }) => symbol === "WETH")!;
  const usdc = manifest.tokens.find(({ symbol }) => symbol === "USDC")!;
  const aWeth = reserves.find(({ symbol }) => symbol === "WETH")!.aToken;
  let previous: Address | undefined;

  const callToken = (parameters: {
    from: Address;
    token: Address;
    data: Hex;
    label: string;
  }): Transaction => ({
    from: parameters.from,
    to: parameters.token,
    data: parameters.data,
    label: parameters.label,
  });
  const approve = (from: Address, token: Address) =>
    callToken({
      from,
      token,
      data: encodeFunctionData({
        abi: tokenAbi,
        functionName: "approve",
        args: [pool, maxUint256],
      }),
      label: "approve",
    });

  async function mineBlock(): Promise<void> {
    const account = privateKeyToAddress(generatePrivateKey()).toLowerCase() as Address;
    const minter = weth.mint.minter ?? account;
    await jsonRpc({
      url,
      calls: [...new Set([account, minter])].map((address) => ({
        method: "anvil_setBalance",
        params: [address, numberToHex(tenThousandEther)],
      })),
    });
    const oneWeth = 10n ** BigInt(weth.decimals);
    const oneUsdc = 10n ** BigInt(usdc.decimals);
    const transactions: Transaction[] = [
      callToken({
        from: minter,
        token: weth.address,
        data: encodeFunctionData({
          abi: tokenAbi,
          functionName: "mint",
          args: [account, 5n * oneWeth],
        }),
        label: "mint",
      }),
      approve(account, weth.address),
      approve(account, usdc.address),
      supply({ pool, from: account, asset: weth.address, amount: 3n * oneWeth + oddity }),
      borrow({ pool, from: account, asset: usdc.address, amount: 50n * oneUsdc + 7n }),
      repay({ pool, from: account, asset: usdc.address, amount: 11n * oneUsdc + 3n }),
    ];
    if (previous !== undefined) {
      transactions.push(
        callToken({
          from: account,
          token: aWeth,
          data: encodeFunctionData({
            abi: tokenAbi,
            functionName: "transfer",
            args: [previous, oneWeth / 3n],
          }),
          label: "transfer aTokens",
        }),
        withdraw({ pool, from: previous, asset: weth.address, amount: oneWeth / 7n }),
      );
    }
    for (const transaction of transactions) chain.send(transaction);
    const { timestamp } = await chain.client.getBlock();
    await chain.mine({ timestamp: Number(timestamp) + 1 + Math.floor(Math.random() * 20) });
    previous = account;
  }

  return {
    chain,
    mineBlock,
    async mineBlocks(count) {
      for (let block = 0; block < count; block++) await mineBlock();
    },
  };
}
