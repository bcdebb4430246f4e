import type { z } from "@hono/zod-openapi";
import type { liquidationListSchema } from "../liquidation.ts";

export const liquidationsExample: z.infer<typeof liquidationListSchema> = {
  items: [
    {
      chain: "eip155:31338",
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      kind: "repayment",
      account: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
      liquidator: "0xa0ee7a142d267c1f36714e4a8f75612f20a79720",
      block: 132,
      time: 1795681896,
      logIndex: 13,
      transaction: "0x77d19426de072381c54a51e5e6276cfb2d080987cd78adb83100efbfaf56ac6b",
      repaid: [
        {
          asset: "eip155:31338/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
          symbol: "USDC",
          amount: {
            decimal: "13569.183469",
            raw: "13569183469",
            decimals: 6,
          },
          priceId: "USDC/USD",
          price: {
            decimal: "0.99992317037305",
            raw: "999923170373050000",
            decimals: 18,
          },
          priceStatus: "ok",
          value: {
            decimal: "13568.14095369606062311",
            raw: "13568140953696060623110",
            decimals: 18,
          },
        },
      ],
      seized: [
        {
          asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
          symbol: "WETH",
          amount: {
            decimal: "7.216786260026469657",
            raw: "7216786260026469657",
            decimals: 18,
          },
          priceId: "ETH/USD",
          price: {
            decimal: "1964.93555217",
            raw: "1964935552170000000000",
            decimals: 18,
          },
          priceStatus: "degraded",
          value: {
            decimal: "14180.519894737980354293",
            raw: "14180519894737980354293",
            decimals: 18,
          },
        },
      ],
      badDebt: [],
      causes: [],
    },
  ],
  next: null,
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
  simulated: true,
};
