import {
  type Address,
  encodeFunctionData,
  type Hex,
  maxUint256,
  numberToHex,
  pad,
  parseAbi,
  parseUnits,
} from "viem";
import type { ManifestChain } from "../config/manifest.ts";
import { openDevChain, type Transaction } from "../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../devnet/chain/json-rpc.ts";

const abi = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
  "function transfer(address to, uint256 amount)",
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function borrow(address asset, uint256 amount, uint256 rateMode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 rateMode, address onBehalfOf)",
  "function withdraw(address asset, uint256 amount, address to)",
]);

const userCount = 40;
const transactionsPerBlock = 20;
const variableRate = 2n;

/**
 * Adds real Aave actions to a local chain, in blocks of 20: supplies, borrows, repayments,
 * withdrawals and aToken transfers of 40 users, the same at every call on the same chain state.
 * @throws BallastError where one of them was reverted.
 */
export async function produceHistory(parameters: {
  chain: ManifestChain;
  actions: number;
}): Promise<void> {
  const { chain, actions } = parameters;
  const devChain = openDevChain({ name: chain.name, chainId: chain.chainId, url: chain.rpcUrl });
  let timestamp = Number((await devChain.client.getBlock()).timestamp);
  async function send(transactions: readonly Transaction[]): Promise<void> {
    for (let start = 0; start < transactions.length; start += transactionsPerBlock) {
      for (const transaction of transactions.slice(start, start + transactionsPerBlock))
        devChain.send(transaction);
      timestamp += 1;
      await devChain.mine({ timestamp });
    }
  }

  const market = chain.aaveV3[0];
  if (market === undefined) throw new Error(`There is no Aave market on ${chain.name}.`);
  const weth = tokenOf(chain, "WETH");
  const usdc = tokenOf(chain, "USDC");
  const aWeth = market.reserves.find((reserve) => reserve.symbol === "WETH")!.aToken;
  const users = Array.from({ length: userCount }, (_, index) =>
    pad(numberToHex(0xbe_0000 + index), { size: 20 }),
  );
  const lender = pad("0xbe9999", { size: 20 });

  await jsonRpc({
    url: chain.rpcUrl,
    calls: [
      { method: "evm_setAutomine", params: [false] },
      { method: "anvil_autoImpersonateAccount", params: [true] },
      ...[...users, lender, weth.mint.minter, usdc.mint.minter]
        .filter((account) => account !== null)
        .map((account) => ({
          method: "anvil_setBalance",
          params: [account, numberToHex(parseUnits("1000000", 18))],
        })),
    ],
  });
  const pool = market.pool;
  const wethUnit = (amount: string) => parseUnits(amount, weth.decimals);
  const usdcUnit = (amount: string) => parseUnits(amount, usdc.decimals);
  const supply = (from: Address, asset: Address, amount: bigint): Transaction => ({
    label: "supply",
    from,
    to: pool,
    data: encodeFunctionData({ abi, functionName: "supply", args: [asset, amount, from, 0] }),
  });
  const prepare = (account: Address, token: typeof weth, amount: bigint): Transaction[] => [
    {
      label: "mint",
      from: token.mint.minter ?? account,
      to: token.address,
      data: encodeFunctionData({ abi, functionName: "mint", args: [account, amount] }),
    },
    {
      label: "approve",
      from: account,
      to: token.address,
      data: encodeFunctionData({ abi, functionName: "approve", args: [pool, maxUint256] }),
    },
  ];
  await send([
    ...prepare(lender, usdc, usdcUnit("100000000")),
    supply(lender, usdc.address, usdcUnit("50000000")),
    ...users.flatMap((user) => [
      ...prepare(user, weth, wethUnit("1000")),
      ...prepare(user, usdc, usdcUnit("10000")),
      supply(user, weth.address, wethUnit("100")),
    ]),
  ]);

  const action = (index: number): Transaction => {
    const from = users[index % userCount]!;
    const label = `action ${index}`;
    const call = (to: Address, data: Hex) => ({ label, from, to, data });
    switch (Math.floor(index / userCount) % 5) {
      case 0:
        return supply(from, weth.address, wethUnit("0.01"));
      case 1: {
        const args = [usdc.address, usdcUnit("5"), variableRate, 0, from] as const;
        return call(pool, encodeFunctionData({ abi, functionName: "borrow", args }));
      }
      case 2: {
        const args = [usdc.address, usdcUnit("2"), variableRate, from] as const;
        return call(pool, encodeFunctionData({ abi, functionName: "repay", args }));
      }
      case 3: {
        const args = [weth.address, wethUnit("0.001"), from] as const;
        return call(pool, encodeFunctionData({ abi, functionName: "withdraw", args }));
      }
      default: {
        const args = [users[(index + 1) % userCount]!, wethUnit("0.002")] as const;
        return call(aWeth, encodeFunctionData({ abi, functionName: "transfer", args }));
      }
    }
  };
  await send(Array.from({ length: actions }, (_, index) => action(index)));
}

function tokenOf(chain: ManifestChain, symbol: string) {
  const token = chain.tokens.find((one) => one.symbol === symbol);
  if (token === undefined) throw new Error(`There is no ${symbol} on ${chain.name}.`);
  return token;
}
