import type { z } from "@hono/zod-openapi";
import type { attestedAccountSchema } from "../attested-account.ts";
import { attestationExample } from "./attestation.ts";

export const attestedAccountExample: z.infer<typeof attestedAccountSchema> = {
  epoch: "9",
  account: {
    id: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    address: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
    chain: null,
  },
  leaf: {
    index: 4,
    bytes:
      "0x0100000000000000000000000000001cbd3b2770909d4e10f157cabc84c7264073c9ec0000000000000000000057071956db0e0000000000000000000060d3cbe28a5a0000000000000000000002dca06c18f9000000006b08113500000007040cea3d51fee4031c9a9c3832bcbd76e6c7643f4ba8400e0654843f3a7d8f75d5",
    namespace: 0,
    value: {
      decimal: "956880.01510158",
      raw: "95688001510158",
      decimals: 8,
    },
    gross: {
      decimal: "1064627.74987354",
      raw: "106462774987354",
      decimals: 8,
    },
    debt: {
      decimal: "31466.07499513",
      raw: "3146607499513",
      decimals: 8,
    },
    minPriceTime: 1795690805,
    chains: ["eip155:31337", "eip155:31338", "eip155:31339"],
    flags: ["simulated"],
    breakdownHash: "0x0cea3d51fee4031c9a9c3832bcbd76e6c7643f4ba8400e0654843f3a7d8f75d5",
  },
  proof: [
    "0x863767ab942c0c178cda8fd14bd4ed89b5deccabbda6d9e5a3ee98de9eb7394f",
    "0x61de71b82876ed0ed7d517eadcb36d15bcee6028f33ebffb5c969b365eee2334",
    "0xe44c5e2c34fb7a96ec44fe8038690adfea4a2b52cc45fed0ccb0daa294f408e6",
    "0x3752b2cd6a53908af39264628852edb3a4b6c6963139f593174d3efe70f6edb4",
    "0x35956862c6f5e4001eba18cf85095228bb4ddebdf0eeae615e772c9523a5aa6e",
  ],
  breakdown: [
    {
      kind: "collateral",
      holder: "0x67671478a98e62381bf90cdd328cffcddd26c83a",
      locked: false,
      marketId: "aave-v3:main",
      protocol: "aave-v3",
      haircutBps: 2000,
      securesDebt: true,
      chain: "eip155:31337",
      asset: "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
      amountRaw: "7982031725058716639",
      value: {
        decimal: "17541.35161771",
        raw: "1754135161771",
        decimals: 8,
      },
    },
  ],
  attestation: attestationExample,
};
