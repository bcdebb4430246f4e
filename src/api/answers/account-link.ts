import { z } from "@hono/zod-openapi";
import type { LinkAtVector, LinkedAccounts } from "../links/account-link.ts";
import { linkStatementSchema } from "../parameters/link-body.ts";
import type { StoredLink } from "../store/account-links.ts";
import { atSchema, blockSchema } from "./block.ts";
import { hashSchema, hexSchema, timeSchema } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";

const linkShape = {
  id: hashSchema.openapi({ description: "The EIP-712 digest of the statement, which is signed." }),
  statement: linkStatementSchema,
  signatures: z.object({ first: hexSchema, second: hexSchema }),
  from: timeSchema.openapi({ description: "Block time from which on the link counts." }),
};

const linkAtVectorSchema = z
  .object({
    ...linkShape,
    state: z.enum(["in-force", "not-confirmed"]).openapi({
      description:
        "`not-confirmed`: a contract account does not stand by its signature at the answer's block, so the link joins nothing.",
    }),
    notConfirmedBy: z.array(z.string()),
  })
  .openapi("LinkAtVector", {
    description:
      "A link with what anybody needs to verify it. Revoked and expired ones are not here.",
  });

/** Members of an answer about accounts that are linked. */
export const linkedAccountsShape = {
  linkedAccounts: z.array(z.string()).openapi({
    description:
      "Account ids that links join, the one asked for first: addresses, or CAIP-10 for contract accounts.",
  }),
  links: z.array(linkAtVectorSchema),
};

export const accountLinksSchema = z
  .object({
    account: z.string(),
    ...linkedAccountsShape,
    blocks: z.array(blockSchema),
    at: atSchema,
  })
  .openapi("AccountLinks");

export function linkedAccountsAnswer({ accounts, links }: LinkedAccounts) {
  return { linkedAccounts: [...accounts], links: links.map(linkAtVectorAnswer) };
}

function linkAtVectorAnswer(link: LinkAtVector): z.infer<typeof linkAtVectorSchema> {
  return {
    ...linkAnswer(link),
    state: link.notConfirmedBy.length === 0 ? "in-force" : "not-confirmed",
    notConfirmedBy: [...link.notConfirmedBy],
  };
}

export const storedLinkSchema = z
  .object({
    ...linkShape,
    revocation: orNull(
      z.object({
        account: z.string(),
        signature: hexSchema,
        from: timeSchema.openapi({ description: "Block time from which on the link is over." }),
      }),
    ),
  })
  .openapi("AccountLink");

export function storedLinkAnswer({
  link,
  revocation,
}: StoredLink): z.infer<typeof storedLinkSchema> {
  return {
    ...linkAnswer(link),
    revocation: revocation && {
      account: revocation.account,
      signature: revocation.signature,
      from: revocation.effectiveSeconds,
    },
  };
}

function linkAnswer({ id, statement, signatures, effectiveSeconds }: StoredLink["link"]) {
  return { id, statement, signatures, from: effectiveSeconds };
}
