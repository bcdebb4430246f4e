import type { z } from "@hono/zod-openapi";
import type { accountCollateralSchema } from "../account-collateral.ts";

export const accountCollateralExample: z.infer<typeof accountCollateralSchema> = {
  account: {
    id: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    address: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    chain: null,
  },
  status: "ok",
  causes: [],
  simulated: true,
  totals: {
    gross: {
      decimal: "110172.284115730314591833",
      raw: "110172284115730314591833",
      decimals: 18,
    },
    debt: {
      decimal: "12740.34803087852984",
      raw: "12740348030878529840000",
      decimals: 18,
    },
    net: {
      decimal: "97431.936084851784751833",
      raw: "97431936084851784751833",
      decimals: 18,
    },
    adjusted: {
      decimal: "88945.368905682739963965",
      raw: "88945368905682739963965",
      decimals: 18,
    },
    locked: {
      decimal: "0",
      raw: "0",
      decimals: 18,
    },
    free: {
      decimal: "88945.368905682739963965",
      raw: "88945368905682739963965",
      decimals: 18,
    },
    unified: {
      decimal: "44472.684452841369981982",
      raw: "44472684452841369981982",
      decimals: 18,
    },
  },
  weakestLink: {
    state: "known",
    chain: "eip155:31338",
    marketId: "aave-v3:main",
    healthFactor: {
      decimal: "1.273958290055591101",
      raw: "1273958290055591101",
      decimals: 18,
    },
    distanceBps: 2150,
    liquidatable: false,
  },
  bounds: {
    net: {
      lower: {
        decimal: "96992.260503115114810554",
        raw: "96992260503115114810554",
        decimals: 18,
      },
      upper: {
        decimal: "97876.24855349103504311",
        raw: "97876248553491035043110",
        decimals: 18,
      },
      widthBps: 91,
      shares: [
        {
          source: "dispersion",
          width: {
            decimal: "159.583410272413220698",
            raw: "159583410272413220698",
            decimals: 18,
          },
        },
        {
          source: "confidence",
          width: {
            decimal: "201.392859489096936781",
            raw: "201392859489096936781",
            decimals: 18,
          },
        },
        {
          source: "age",
          width: {
            decimal: "523.011780614410075077",
            raw: "523011780614410075077",
            decimals: 18,
          },
        },
        {
          source: "lag",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
        {
          source: "finality",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
        {
          source: "in-flight",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
      ],
    },
    unified: {
      lower: {
        decimal: "44281.703871967088570287",
        raw: "44281703871967088570287",
        decimals: 18,
      },
      upper: {
        decimal: "44665.881884861892501425",
        raw: "44665881884861892501425",
        decimals: 18,
      },
      widthBps: 87,
      shares: [
        {
          source: "dispersion",
          width: {
            decimal: "65.442984779725069232",
            raw: "65442984779725069232",
            decimals: 18,
          },
        },
        {
          source: "confidence",
          width: {
            decimal: "95.043729832476803294",
            raw: "95043729832476803294",
            decimals: 18,
          },
        },
        {
          source: "age",
          width: {
            decimal: "223.691298282602058612",
            raw: "223691298282602058612",
            decimals: 18,
          },
        },
        {
          source: "lag",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
        {
          source: "finality",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
        {
          source: "in-flight",
          width: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
        },
      ],
    },
  },
  markets: [
    {
      chain: "eip155:31338",
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      positions: [
        {
          kind: "collateral",
          asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
          symbol: "WETH",
          class: "native",
          amount: {
            decimal: "8.950483855186309727",
            raw: "8950483855186309727",
            decimals: 18,
          },
          priceId: "ETH/USD",
          value: {
            decimal: "19669.626714161775485977",
            raw: "19669626714161775485977",
            decimals: 18,
          },
          haircutBps: 2000,
          adjustedValue: {
            decimal: "15735.701371329420388781",
            raw: "15735701371329420388781",
            decimals: 18,
          },
          securesDebt: true,
          enforceability: "observed",
          holder: "0x67671478a98e62381bf90cdd328cffcddd26c83a",
        },
        {
          kind: "debt",
          asset: "eip155:31338/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
          symbol: "USDC",
          class: "stable",
          amount: {
            decimal: "12740.491234",
            raw: "12740491234",
            decimals: 6,
          },
          priceId: "USDC/USD",
          value: {
            decimal: "12740.34803087852984",
            raw: "12740348030878529840000",
            decimals: 18,
          },
          haircutBps: 0,
          adjustedValue: {
            decimal: "12740.34803087852984",
            raw: "12740348030878529840000",
            decimals: 18,
          },
          securesDebt: true,
          enforceability: "observed",
          holder: "0x4d3442848a72a069997ac2449e3243408c5a65a4",
        },
      ],
      health: {
        totalCollateral: {
          decimal: "19673.77789379",
          raw: "1967377789379",
          decimals: 8,
        },
        totalDebt: {
          decimal: "12740.50091677",
          raw: "1274050091677",
          decimals: 8,
        },
        availableBorrows: {
          decimal: "2998.52139826",
          raw: "299852139826",
          decimals: 8,
        },
        liquidationThreshold: {
          decimal: "0.825",
          raw: "8250",
          decimals: 4,
        },
        loanToValue: {
          decimal: "0.8",
          raw: "8000",
          decimals: 4,
        },
        healthFactor: {
          decimal: "1.273958290055591101",
          raw: "1273958290055591101",
          decimals: 18,
        },
        liquidatable: false,
        unit: "USD",
      },
      liquidationPrices: [
        {
          asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
          symbol: "WETH",
          state: "at",
          direction: "falling",
          price: {
            decimal: "1725.38509249",
            raw: "1725385092490000000000",
            decimals: 18,
          },
          oraclePrice: "172538509249",
          oraclePriceNow: "219806864211",
          distanceBps: 2150,
          unit: "USD",
        },
      ],
      jointLiquidation: [],
      timeToLiquidation: {
        state: "none",
        seconds: null,
        horizonSeconds: 315360000,
      },
      derivatives: [],
      margin: null,
      independent: {
        healthFactor: {
          decimal: "1.273733427817017809",
          raw: "1273733427817017809",
          decimals: 18,
        },
        lowerHealthFactor: {
          decimal: "1.25555357635993248",
          raw: "1255553576359932480",
          decimals: 18,
        },
        upperHealthFactor: {
          decimal: "1.291982494361393478",
          raw: "1291982494361393478",
          decimals: 18,
        },
        liquidatable: false,
        differs: "no",
        prices: [
          {
            asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
            symbol: "WETH",
            priceId: "ETH/USD",
            oraclePrice: "219806864211",
            ballastPrice: "219760484823",
            differenceBps: 2,
          },
        ],
      },
      totals: {
        gross: {
          decimal: "19669.626714161775485977",
          raw: "19669626714161775485977",
          decimals: 18,
        },
        debt: {
          decimal: "12740.34803087852984",
          raw: "12740348030878529840000",
          decimals: 18,
        },
        net: {
          decimal: "6929.278683283245645977",
          raw: "6929278683283245645977",
          decimals: 18,
        },
        adjusted: {
          decimal: "2995.353340450890548781",
          raw: "2995353340450890548781",
          decimals: 18,
        },
        locked: {
          decimal: "0",
          raw: "0",
          decimals: 18,
        },
        free: {
          decimal: "2995.353340450890548781",
          raw: "2995353340450890548781",
          decimals: 18,
        },
      },
      passThrough: false,
      causes: [],
    },
  ],
  prices: [
    {
      id: "ETH/USD",
      status: "ok",
      flags: [],
      low: {
        decimal: "2197.60484823",
        raw: "2197604848230000000000",
        decimals: 18,
      },
      mid: {
        decimal: "2197.60484823",
        raw: "2197604848230000000000",
        decimals: 18,
      },
      high: {
        decimal: "2197.60484823",
        raw: "2197604848230000000000",
        decimals: 18,
      },
      asOf: 1795690795,
      spreadBps: 38,
      quorum: {
        needed: 3,
        had: 5,
        configured: 5,
      },
      evaluatedAt: 1795690795,
      ageSeconds: null,
      feeds: [
        {
          id: "chainlink:eip155:31338:ETH/USD",
          kind: "chainlink",
          chain: "eip155:31338",
          value: {
            decimal: "2198.06864211",
            raw: "219806864211",
            decimals: 8,
          },
          price: {
            decimal: "2198.06864211",
            raw: "2198068642110000000000",
            decimals: 18,
          },
          confidenceBps: null,
          sourceTime: 1795690512,
          writeTime: 1795690512,
          receivedTime: null,
          ageSeconds: 283,
          block: 193,
          transaction: "0xf3584d8f35248bb77a7a4620121323b059c5966a7f7a8068e38ca53847eec818",
          round: "18446744073709551644",
          voted: false,
          reject: null,
          upstream: ["chainlink:ETH/USD"],
          voteGroup: 0,
        },
      ],
    },
  ],
  blocks: [
    {
      chain: "eip155:31337",
      number: 257,
      hash: "0x6e53dc3083acf92bd4c33dc3ced7dd8f4970a8ec0b8b781df99a506a0d219826",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "prices",
    },
    {
      chain: "eip155:31338",
      number: 319,
      hash: "0x18174ad57cf360cf8891f151c3793f4f15cb7b885ead4570c14d3442efa918b2",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "positions-and-prices",
    },
    {
      chain: "eip155:31339",
      number: 354,
      hash: "0x844a30b128020b9ff1a9d74360b1a2dea9b30e0e6795f25f714f8717a6ebd059",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "prices",
    },
  ],
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
  asOf: 1795690795,
  evaluatedAt: 1795690795,
  ageSeconds: null,
  clock: null,
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
