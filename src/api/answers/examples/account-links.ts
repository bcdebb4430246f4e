import type { z } from "@hono/zod-openapi";
import type { accountLinksSchema, storedLinkSchema } from "../account-link.ts";

/** Signed with keys that every development chain knows: anybody can check it, nobody may rely on it. */
export const linkRequestExample = {
  statement: {
    network: "devnet",
    first: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    second: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
    issuedAt: 1795690675,
    expiresAt: 0,
  },
  signatures: {
    first:
      "0x40bf7cb654723089deee0ea5e491ca7444eaef8413ffcaf1ea88d2a3e576e7253cd23db136c58d54fa42ced6ee304b4cc6954f203b979629e5906860ca5b48861c",
    second:
      "0xe24ed9b500df5b30af7e088fd069927a1f88fa0a51bc9c1bccc8323e53370ffb307ff046ecb8d6603bfb463f161289111094df6d2261062fda51a42e7490fe9f1b",
  },
};

export const linkExample: z.infer<typeof storedLinkSchema> = {
  id: "0x27decaf50208286e07cc2f59a7ebfb92f198dfb6b941e3231122251648bed49e",
  ...linkRequestExample,
  from: 1795690735,
  revocation: null,
};

export const revocationRequestExample = {
  account: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  signature:
    "0x08d8f695fab4a77386561172b096a168e52b11b506022a40707cd95ac9a9572c7816014fa971aa22cb2bf054ed6fd6336143d224d90c06f6fd88da7f1b27162a1c",
};

export const revokedLinkExample: z.infer<typeof storedLinkSchema> = {
  ...linkExample,
  revocation: { ...revocationRequestExample, from: 1795691335 },
};

export const accountLinksExample: z.infer<typeof accountLinksSchema> = {
  account: linkRequestExample.statement.first,
  linkedAccounts: [linkRequestExample.statement.first, linkRequestExample.statement.second],
  links: [
    {
      id: linkExample.id,
      ...linkRequestExample,
      from: linkExample.from,
      state: "in-force",
      notConfirmedBy: [],
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
      usedFor: "positions-and-prices",
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
      usedFor: "positions-and-prices",
    },
  ],
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
};
