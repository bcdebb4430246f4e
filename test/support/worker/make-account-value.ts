import type { Address } from "viem";
import type { AccountValue, ValuedMarket } from "../../../src/api/valuation/account-value.ts";
import { totalAccount, totalMarket } from "../../../src/api/valuation/total-values.ts";
import { type BlockVector, evaluationTimeSeconds } from "../../../src/core/block-vector.ts";

const TOKEN: Address = `0x${"70".repeat(20)}`;
const HOLDER: Address = `0x${"8d".repeat(20)}`;

/** An account that holds what is given in USD × 10^18 on each chain, in one asset with an `ok` price. */
export function makeAccountValue(parameters: {
  address: Address;
  vector: BlockVector;
  holdings: readonly { chainId: number; collateralWad: bigint; debtWad?: bigint }[];
}): AccountValue {
  const { address, vector, holdings } = parameters;
  const evaluatedAtSeconds = evaluationTimeSeconds(vector);
  const markets = holdings.map(({ chainId, collateralWad, debtWad = 0n }): ValuedMarket => {
    const position = (kind: "collateral" | "debt", valueWad: bigint) => ({
      kind,
      asset: `eip155:${chainId}/erc20:${TOKEN}` as const,
      symbol: "TKN",
      decimals: 18,
      amount: valueWad,
      holder: HOLDER,
      securesDebt: true,
      enforceability: "observed" as const,
      assetClass: "native" as const,
      priceId: "TKN/USD",
      valueWad,
      haircutBps: 0,
      adjustedWad: valueWad,
    });
    const positions = [position("collateral", collateralWad), position("debt", debtWad)];
    return {
      account: address,
      chainId,
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      positions,
      health: null,
      causes: [],
      totals: totalMarket(positions),
    };
  });
  return {
    account: { address, chainId: undefined },
    vector,
    evaluatedAtSeconds,
    markets,
    totals: totalAccount(markets),
    status: "ok",
    causes: [],
    prices: new Map([
      [
        "TKN/USD",
        {
          priceId: "TKN/USD",
          status: "ok",
          flags: [],
          lowWad: 10n ** 18n,
          midWad: 10n ** 18n,
          highWad: 10n ** 18n,
          asOfSeconds: evaluatedAtSeconds,
          evaluatedAtSeconds,
          spreadBps: 0,
          quorum: { needed: 2, had: 3, configured: 3 },
          feeds: [],
        },
      ],
    ]),
  };
}
