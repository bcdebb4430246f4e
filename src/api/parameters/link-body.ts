import { z } from "@hono/zod-openapi";
import {
  linkExample,
  linkRequestExample,
  revocationRequestExample,
} from "../answers/examples/account-links.ts";

/** Of a contract account's signature, which may be one of many owners. */
const MOST_SIGNATURE_BYTES = 8_192;
/** Above this a time can only be milliseconds. */
const LARGEST_TIME_SECONDS = 99_999_999_999;

const accountIdSchema = z.string().max(100).openapi({
  example: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  description:
    "The lower-case address of an externally owned account, or CAIP-10 (`eip155:1:0x…`, lower case) of a contract account.",
});
const secondsSchema = z.int().min(0).max(LARGEST_TIME_SECONDS);
export const signatureSchema = z
  .string()
  .regex(
    new RegExp(`^0x([0-9a-fA-F]{2}){0,${MOST_SIGNATURE_BYTES}}$`),
    `At most ${MOST_SIGNATURE_BYTES} bytes as 0x and hexadecimal digits.`,
  )
  .openapi({ description: "Bytes in hexadecimal: 65 of a key, any of a contract account." });
const networkSchema = z.string().max(100).openapi({ example: "mainnet" });

export const linkStatementSchema = z
  .strictObject({
    network: networkSchema.openapi({ description: "Name of the network, as this server's." }),
    first: accountIdSchema,
    second: accountIdSchema,
    issuedAt: secondsSchema.openapi({ example: 1_795_365_032 }),
    expiresAt: secondsSchema.openapi({
      example: 0,
      description: "Block time from which on the link is over; 0: never.",
    }),
  })
  .openapi("LinkStatement", {
    description:
      "What both sides sign: EIP-712, domain `{ name: Ballast, version: 1 }`, type `LinkAccounts(string network,string first,string second,uint64 issuedAt,uint64 expiresAt)`. `first` is the lesser text of both.",
  });

/** Body of `POST /v1/account-links`: shapes and sizes; `findLinkProblems` has the rest. */
export const linkBodySchema = z
  .strictObject({
    statement: linkStatementSchema,
    signatures: z.strictObject({ first: signatureSchema, second: signatureSchema }),
  })
  .openapi("LinkRequest", { example: linkRequestExample });

/** Body of `POST /v1/account-links/{id}/revocation`. */
export const revocationBodySchema = z
  .strictObject({
    account: accountIdSchema.openapi({ description: "The side that signs, as in the statement." }),
    signature: signatureSchema,
  })
  .openapi("RevocationRequest", {
    example: revocationRequestExample,
    description:
      "Signed by one side: EIP-712, the same domain, type `RevokeLink(string network,bytes32 link,string account)`.",
  });

export const linkIdParameter = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, "expected 32 bytes in hexadecimal")
  .openapi({ param: { name: "id", in: "path" }, example: linkExample.id });
