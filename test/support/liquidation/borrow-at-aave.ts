import { erc20Abi, parseAbi } from "viem";
import type { ManifestChain } from "../../../config/manifest.ts";
import { borrow, supply } from "../../../devnet/aave-v3/pool-transactions.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import type { DevChain } from "../../../devnet/chain/dev-chain.ts";
import { approveToken, mintToken } from "../../../devnet/tokens/deploy-tokens.ts";

const oracleAbi = parseAbi(["function getAssetPrice(address asset) view returns (uint256)"]);
const dataProviderAbi = parseAbi([
  "function getReserveConfigurationData(address asset) view returns (uint256 decimals, uint256 ltv)",
]);
const {
  liquidator: { address: liquidator },
  "redstone-signer-1": { address: bigBorrower },
} = devnetAccounts();

/** Has nothing at Aave before. */
export const aaveBorrower = devnetAccounts()["attestation-operator"].address;

/**
 * Queues a loan of {@link aaveBorrower}, nearly as much USDC as WETH and WBTC in equal parts of value
 * carry, and one of somebody else that makes it dear.
 */
export async function borrowAtAave(
  chain: DevChain,
  { tokens, aaveV3: [deployment] }: ManifestChain,
): Promise<void> {
  if (deployment === undefined) return;
  const { pool, oracle, protocolDataProvider, reserves } = deployment;
  const token = (symbol: string) => tokens.find((one) => one.symbol === symbol)!;
  const usdc = token("USDC").address;
  let borrowed = 0n;
  for (const { address, decimals } of [token("WETH"), token("WBTC")]) {
    const priceBase = await chain.client.readContract({
      ...{ address: oracle, abi: oracleAbi, functionName: "getAssetPrice", args: [address] },
    });
    const [, ltvBps] = await chain.client.readContract({
      ...{ address: protocolDataProvider, abi: dataProviderAbi, args: [address] },
      functionName: "getReserveConfigurationData",
    });
    const valueBase = 1_000n * 10n ** 8n;
    const amount = (valueBase * 10n ** BigInt(decimals)) / priceBase;
    chain.send(mintToken({ token: address, from: aaveBorrower, to: aaveBorrower, amount }));
    chain.send(approveToken({ token: address, owner: aaveBorrower, spender: pool }));
    chain.send(supply({ pool, from: aaveBorrower, asset: address, amount }));
    borrowed += (valueBase * ltvBps * 98n) / 100n / 10_000n / 100n;
  }
  chain.send(supply({ pool, from: liquidator, asset: usdc, amount: 2n * borrowed }));
  // So much that interest matters, and enough of it left for others.
  const { aToken } = reserves.find(({ asset }) => asset === usdc)!;
  const lent = await chain.client.readContract({
    ...{ address: usdc, abi: erc20Abi, functionName: "balanceOf", args: [aToken] },
  });
  const weth = token("WETH");
  const pledged = 10n ** BigInt(weth.decimals + 3);
  const supplied = { from: bigBorrower, asset: weth.address, amount: pledged };
  chain.send(
    mintToken({ token: weth.address, from: bigBorrower, to: bigBorrower, amount: pledged }),
  );
  chain.send(approveToken({ token: weth.address, owner: bigBorrower, spender: pool }));
  chain.send(supply({ pool, ...supplied }));
  chain.send(borrow({ pool, from: bigBorrower, asset: usdc, amount: lent / 3n }));
  chain.send(borrow({ pool, from: aaveBorrower, asset: usdc, amount: borrowed }));
}
