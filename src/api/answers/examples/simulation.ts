import type { z } from "@hono/zod-openapi";
import type { simulationSchema } from "../simulation.ts";

export const simulationExample: z.infer<typeof simulationSchema> = {
  account: {
    id: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    address: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    chain: null,
  },
  simulated: true,
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
  before: {
    status: "ok",
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
    markets: [],
    causes: [],
  },
  after: {
    status: "ok",
    totals: {
      gross: {
        decimal: "111153.748678585795219649",
        raw: "111153748678585795219649",
        decimals: 18,
      },
      debt: {
        decimal: "12740.34803087852984",
        raw: "12740348030878529840000",
        decimals: 18,
      },
      net: {
        decimal: "98413.400647707265379649",
        raw: "98413400647707265379649",
        decimals: 18,
      },
      adjusted: {
        decimal: "89730.540555967124466219",
        raw: "89730540555967124466219",
        decimals: 18,
      },
      locked: {
        decimal: "0",
        raw: "0",
        decimals: 18,
      },
      free: {
        decimal: "89730.540555967124466219",
        raw: "89730540555967124466219",
        decimals: 18,
      },
      unified: {
        decimal: "44865.270277983562233109",
        raw: "44865270277983562233109",
        decimals: 18,
      },
    },
    weakestLink: {
      state: "known",
      chain: "eip155:31338",
      marketId: "aave-v3:main",
      healthFactor: {
        decimal: "1.338713379296553139",
        raw: "1338713379296553139",
        decimals: 18,
      },
      distanceBps: 2530,
      liquidatable: false,
    },
    bounds: {
      net: {
        lower: {
          decimal: "95711.430591767374648824",
          raw: "95711430591767374648824",
          decimals: 18,
        },
        upper: {
          decimal: "101120.007590549736460474",
          raw: "101120007590549736460474",
          decimals: 18,
        },
        widthBps: 535,
        shares: [
          {
            source: "dispersion",
            width: {
              decimal: "4666.702289460027244617",
              raw: "4666702289460027244617",
              decimals: 18,
            },
          },
          {
            source: "confidence",
            width: {
              decimal: "202.178031139381321284",
              raw: "202178031139381321284",
              decimals: 18,
            },
          },
          {
            source: "age",
            width: {
              decimal: "539.696678182953245749",
              raw: "539696678182953245749",
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
          decimal: "43769.371907427992505596",
          raw: "43769371907427992505596",
          decimals: 18,
        },
        upper: {
          decimal: "45401.824524064313741528",
          raw: "45401824524064313741528",
          decimals: 18,
        },
        widthBps: 360,
        shares: [
          {
            source: "dispersion",
            width: {
              decimal: "1373.161207736531815482",
              raw: "1373161207736531815482",
              decimals: 18,
            },
          },
          {
            source: "confidence",
            width: {
              decimal: "87.154407179518809792",
              raw: "87154407179518809792",
              decimals: 18,
            },
          },
          {
            source: "age",
            width: {
              decimal: "172.137001720270610658",
              raw: "172137001720270610658",
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
        protocol: "erc4626",
        marketId: "erc4626:0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f",
        positions: [
          {
            kind: "collateral",
            asset: "eip155:31338/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
            symbol: "USDC",
            class: "stable",
            amount: {
              decimal: "830.230853",
              raw: "830230853",
              decimals: 6,
            },
            priceId: "USDC/USD",
            value: {
              decimal: "830.18416911913581",
              raw: "830184169119135810000",
              decimals: 18,
            },
            haircutBps: 500,
            adjustedValue: {
              decimal: "788.6749606631790195",
              raw: "788674960663179019500",
              decimals: 18,
            },
            securesDebt: false,
            enforceability: "observed",
            holder: "0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f",
            wrappedIn: [
              {
                asset: "eip155:31338/erc20:0x36322c8b3a365c7a3c40f3e5949f44cea9d3522f",
                symbol: "bvUSDC",
                amount: {
                  decimal: "890.065136048238790111",
                  raw: "890065136048238790111",
                  decimals: 18,
                },
              },
            ],
          },
        ],
        health: null,
        liquidationPrices: [],
        jointLiquidation: [],
        timeToLiquidation: null,
        derivatives: [],
        margin: null,
        independent: null,
        totals: {
          gross: {
            decimal: "830.18416911913581",
            raw: "830184169119135810000",
            decimals: 18,
          },
          debt: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
          net: {
            decimal: "830.18416911913581",
            raw: "830184169119135810000",
            decimals: 18,
          },
          adjusted: {
            decimal: "788.6749606631790195",
            raw: "788674960663179019500",
            decimals: 18,
          },
          locked: {
            decimal: "0",
            raw: "0",
            decimals: 18,
          },
          free: {
            decimal: "788.6749606631790195",
            raw: "788674960663179019500",
            decimals: 18,
          },
        },
        passThrough: false,
        causes: [],
      },
    ],
    causes: [],
  },
  refused: [],
  changedPrices: [
    {
      priceId: "ETH/USD",
      before: {
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
      },
      after: {
        low: {
          decimal: "1977.844363407",
          raw: "1977844363407000000000",
          decimals: 18,
        },
        mid: {
          decimal: "1977.844363407",
          raw: "1977844363407000000000",
          decimals: 18,
        },
        high: {
          decimal: "1977.844363407",
          raw: "1977844363407000000000",
          decimals: 18,
        },
      },
    },
  ],
};
