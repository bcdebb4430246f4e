import {
  type Address,
  type ContractFunctionRevertedError,
  type PublicClient,
  pad,
  parseAbi,
  toHex,
} from "viem";
import type { ManifestChain } from "../../config/manifest.ts";
import { devnetAccounts } from "../../devnet/accounts/devnet-accounts.ts";

const poolAbi = parseAbi([
  "function getUserAccountData(address user) view returns (uint256, uint256, uint256, uint256, uint256, uint256 healthFactor)",
]);
const morphoAbi = parseAbi([
  "struct MarketParams { address loanToken; address collateralToken; address oracle; address irm; uint256 lltv; }",
  "function liquidate(MarketParams marketParams, address borrower, uint256 seizedAssets, uint256 repaidShares, bytes data) returns (uint256, uint256)",
]);
const vatAbi = parseAbi([
  "function urns(bytes32 ilk, address urn) view returns (uint256 ink, uint256 art)",
  "function ilks(bytes32 ilk) view returns (uint256 Art, uint256 rate, uint256 spot, uint256 line, uint256 dust)",
]);
const comptrollerAbi = parseAbi([
  "function getAccountLiquidity(address account) view returns (uint256, uint256, uint256 shortfall)",
]);
const clearingHouseAbi = parseAbi([
  "function getAccountValue(address trader) view returns (int256)",
]);
const accountBalanceAbi = parseAbi([
  "function getMarginRequirementForLiquidation(address trader) view returns (int256)",
]);

/** An account's part in a market; `holder` is who holds it in Maker's books. */
export type JudgedMarket = {
  account: Address;
  protocol: string;
  marketId: string;
  holder: Address;
};

/**
 * Whether the market's own contracts would let the account be liquidated at a block, by what they say
 * themselves; null where they say nothing.
 */
export async function liquidationVerdict(parameters: {
  facts: ManifestChain;
  client: PublicClient;
  blockNumber: bigint;
  market: JudgedMarket;
}): Promise<boolean | null> {
  const { facts, client, blockNumber, market } = parameters;
  const { account, protocol, marketId, holder } = market;
  const [, id = "", ...rest] = marketId.split(":");
  const at = { blockNumber } as const;
  const args = [account] as const;
  switch (protocol) {
    case "aave-v3": {
      const { pool: address } = facts.aaveV3.find((one) => one.id === id)!;
      const data = await client.readContract({
        ...{ address, abi: poolAbi, functionName: "getUserAccountData", args, ...at },
      });
      return data[5] < 10n ** 18n;
    }
    case "morpho-blue": {
      const [deployment] = facts.morphoBlue;
      const found = deployment!.markets.find((one) => one.id === id)!;
      const { lltv, ...of } = found;
      try {
        await client.simulateContract({
          ...{ address: deployment!.morpho, abi: morphoAbi, functionName: "liquidate", ...at },
          args: [{ ...of, lltv: BigInt(lltv) }, account, 1n, 0n, "0x"],
          account: devnetAccounts().liquidator.address,
        });
        return true;
      } catch (error) {
        const reverted = revertOf(error);
        if (reverted.raw === undefined || reverted.raw === "0x") return null;
        return reverted.reason !== "position is healthy";
      }
    }
    case "maker": {
      const { vat: address } = facts.maker.find((one) => one.id === id)!;
      const ilk = pad(toHex(rest.join(":")), { dir: "right", size: 32 });
      const vat = { address, abi: vatAbi, ...at } as const;
      const [ink, art] = await client.readContract({
        ...{ ...vat, functionName: "urns", args: [ilk, holder] },
      });
      const [, rate, spot] = await client.readContract({
        ...{ ...vat, functionName: "ilks", args: [ilk] },
      });
      return ink * spot < art * rate;
    }
    case "venus": {
      const { comptroller: address } = facts.venus.find((one) => one.id === id)!;
      const [, , shortfall] = await client.readContract({
        ...{ address, abi: comptrollerAbi, functionName: "getAccountLiquidity", args, ...at },
      });
      return shortfall > 0n;
    }
    case "perp-v2": {
      const { clearingHouse, accountBalance } = facts.perpV2.find((one) => one.id === id)!;
      const value = await client.readContract({
        ...{ address: clearingHouse, abi: clearingHouseAbi, functionName: "getAccountValue" },
        ...{ args, ...at },
      });
      const requirement = await client.readContract({
        ...{ address: accountBalance, abi: accountBalanceAbi, args, ...at },
        functionName: "getMarginRequirementForLiquidation",
      });
      return value < requirement;
    }
    default:
      return false;
  }
}

function revertOf(error: unknown): ContractFunctionRevertedError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "ContractFunctionRevertedError") {
      return cause as ContractFunctionRevertedError;
    }
  }
  throw error;
}
