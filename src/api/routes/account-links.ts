import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Hex } from "viem";
import { parseAccountId } from "../../core/identifiers.ts";
import { accountIdText } from "../answers/account-id-text.ts";
import {
  accountLinksSchema,
  linkedAccountsAnswer,
  storedLinkAnswer,
  storedLinkSchema,
} from "../answers/account-link.ts";
import { blockAnswer } from "../answers/block.ts";
import {
  accountLinksExample,
  linkExample,
  revokedLinkExample,
} from "../answers/examples/account-links.ts";
import { problemResponseSpec, supersededSpec, unsupportedMediaSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { accountLinksTable } from "../csv/account-links-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { type ProblemDetail, ProblemError } from "../errors/problem-error.ts";
import { validationProblem } from "../errors/validation-problem.ts";
import { limitBody } from "../http/limit-body.ts";
import { requireModified } from "../http/require-modified.ts";
import { findLinkProblems, type LinkPlace } from "../links/find-link-problems.ts";
import { findSignatureProblem } from "../links/find-signature-problem.ts";
import { revocationDigest } from "../links/link-statement.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { linkBodySchema, linkIdParameter, revocationBodySchema } from "../parameters/link-body.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

/** Two signatures of the largest size in hexadecimal, and the rest. */
const LARGEST_BODY_BYTES = 40 * 1_024;

const storedLink = (description: string, example: z.infer<typeof storedLinkSchema>) => ({
  description,
  content: { "application/json": { schema: storedLinkSchema, example } },
});
const notWritten = problemResponseSpec(
  "`not-indexed`; `chain-unreadable`: a contract account cannot be asked; `links-not-ready`; `read-only`: send it to a server that may write; `database-unavailable`.",
);
const tooLarge = problemResponseSpec(`\`too-large\`: more than ${LARGEST_BODY_BYTES} bytes.`);
const unknownLink = problemResponseSpec("`unknown-link`.");

const limited = limitBody(LARGEST_BODY_BYTES);

const create = createRoute({
  method: "post",
  path: "/v1/account-links",
  operationId: "createAccountLink",
  middleware: limited,
  summary: "Joins two accounts by a statement that both have signed",
  description:
    "From a block time on that lies after every block indexed so far, `?linked=true` answers about one count the other as well. The same statement again gives the same link. Anybody may hand it in.",
  tags: ["accounts"],
  request: {
    body: { required: true, content: { "application/json": { schema: linkBodySchema } } },
  },
  responses: {
    200: storedLink("The statement was stored before; this is what it is.", linkExample),
    201: storedLink("The link.", linkExample),
    400: problemResponseSpec(
      "`errors[]` lists everything that is wrong, each with its `code`: `signature-invalid` (the pointer names the side), `expired`, `not-yet-valid`, `unknown-chain`, `self-link`, `not-ordered`, `other-network`, `malformed-account`. The problem's own code is theirs where it is one, else `invalid-request`.",
    ),
    409: problemResponseSpec("`link-revoked`: sign a new statement; `too-many-links`."),
    413: tooLarge,
    415: unsupportedMediaSpec,
    503: notWritten,
  },
});

const byId = createRoute({
  method: "get",
  path: "/v1/account-links/{id}",
  operationId: "getAccountLink",
  summary: "A link, also one that does not count yet or any more",
  tags: ["accounts"],
  request: { params: z.object({ id: linkIdParameter }), query: z.strictObject({}) },
  responses: {
    200: storedLink("The link, with its revocation if any.", linkExample),
    400: problemResponseSpec("A malformed id."),
    404: unknownLink,
  },
});

const revoke = createRoute({
  method: "post",
  path: "/v1/account-links/{id}/revocation",
  operationId: "revokeAccountLink",
  middleware: limited,
  summary: "Ends a link by a statement that either side has signed",
  description:
    "From a block time on that lies after every block indexed so far. Answers about earlier moments stay as they are. A second revocation changes nothing.",
  tags: ["accounts"],
  request: {
    params: z.object({ id: linkIdParameter }),
    body: { required: true, content: { "application/json": { schema: revocationBodySchema } } },
  },
  responses: {
    200: storedLink("The link was revoked before; this is how.", revokedLinkExample),
    201: storedLink("The link, revoked.", revokedLinkExample),
    400: problemResponseSpec("`signature-invalid`, `not-a-side`, `invalid-request`."),
    404: unknownLink,
    413: tooLarge,
    415: unsupportedMediaSpec,
    503: notWritten,
  },
});

const ofAccount = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/links",
  operationId: "listAccountLinks",
  summary: "What an account is linked with",
  description:
    "All accounts that links join it with, over any number of links, and every link of any of them at one block vector, with both signatures.",
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({ at: asOfParameter.optional(), format: formatParameter }),
  },
  responses: {
    200: listResponseSpec(
      "The account alone where nothing is linked with it.",
      accountLinksSchema,
      { table: accountLinksTable, example: accountLinksExample },
    ),
    400: problemResponseSpec("A malformed account or parameter."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    410: supersededSpec,
    503: problemResponseSpec(
      "`not-indexed`; `chain-unreadable`: a contract account cannot be asked whether it stands by its signature.",
    ),
  },
});

export function accountLinksRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, accountLinks, contracts } = dependencies;

  app.openapi(
    create,
    async (context) => {
      const { statement, signatures } = context.req.valid("json");
      const errors = await findLinkProblems({ statement, signatures }, await readPlace());
      if (errors.length > 0) throw problemOf(errors);
      const { isNew, ...stored } = await accountLinks.record({
        statement,
        signatures: { first: lowerHex(signatures.first), second: lowerHex(signatures.second) },
      });
      return context.json(storedLinkAnswer(stored), isNew ? 201 : 200);
    },
    (result, context) => {
      if (!result.success) return refuse(validationProblem(result.target, result.error), context);
    },
  );

  app.openapi(byId, async (context) => {
    const { id } = context.req.valid("param");
    const stored = await accountLinks.find(lowerHex(id));
    if (stored === null) throw unknown(id);
    return context.json(storedLinkAnswer(stored), 200);
  });

  app.openapi(revoke, async (context) => {
    const id = lowerHex(context.req.valid("param").id);
    const { account, signature: signed } = context.req.valid("json");
    const known = await accountLinks.find(id);
    if (known === null) throw unknown(id);
    const { first, second } = known.link.statement;
    if (account !== first && account !== second) {
      const detail = `${account} is no side of the link; ${first} and ${second} are.`;
      throw problemOf([{ pointer: "body/account", detail, code: "not-a-side" }]);
    }
    const { indexed } = await readPlace();
    const signature = lowerHex(signed);
    const detail = await findSignatureProblem({
      account: parseAccountId(account),
      digest: revocationDigest({ network: network.name, link: id, account }),
      ...{ signature, contracts, vector: indexed },
    });
    if (detail !== null) {
      throw problemOf([{ pointer: "body/signature", detail, code: "signature-invalid" }]);
    }
    const revoked = await accountLinks.revoke({ id, account, signature });
    if (revoked === null) throw unknown(id);
    return context.json(storedLinkAnswer(revoked), revoked.isNew ? 201 : 200);
  });

  app.openapi(ofAccount, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    if (account.chainId !== undefined) {
      requireKnownChains(network, [account.chainId], "path/account");
    }
    requirePossibleMoment(dependencies, query);
    const heads = await dependencies.heads.readAll();
    const { vector, present, linked } = await dependencies.withSnapshot(async (facts) => {
      const { vector, present } = await readAnswerVector({
        dependencies: { ...dependencies, maximumAgeSeconds: undefined },
        ...{ facts, moment: query, freshChainIds: [], heads },
      });
      const linked = await accountLinks.linkedAccounts({ facts, vector, account });
      requireModified(context, dependencies, { vector, present, more: linked });
      return { vector, present, linked };
    });
    return listResponse(
      context,
      {
        account: accountIdText(account),
        ...linkedAccountsAnswer(linked),
        blocks: [...vector.values()].map((block) =>
          blockAnswer({ block, present, positions: true }),
        ),
        at: vectorId(vector.values()),
      },
      accountLinksTable,
    );
  });

  /** @throws ProblemError 503 `not-indexed`: until the index has caught up, its newest block time is an old one. */
  async function readPlace(): Promise<LinkPlace> {
    const heads = await dependencies.heads.readAll();
    const { indexed, nowSeconds } = await dependencies.withSnapshot((facts) =>
      readAnswerVector({
        dependencies: { ...dependencies, maximumAgeSeconds: undefined },
        ...{ facts, moment: {}, freshChainIds: [], heads },
      }),
    );
    return { network, contracts, indexed, nowSeconds };
  }

  /** The problems of shape together with all others. */
  async function refuse(shape: ProblemError, context: Context): Promise<never> {
    const more = await findLinkProblems(await context.req.json(), await readPlace());
    throw problemOf([...shape.errors, ...more]);
  }
}

function problemOf(errors: readonly ProblemDetail[]): ProblemError {
  const codes = new Set(errors.map(({ code }) => code ?? "invalid-request"));
  const [code] = codes;
  return new ProblemError({
    status: 400,
    code: codes.size === 1 && code !== undefined ? code : "invalid-request",
    title: "Invalid request",
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    errors,
  });
}

function unknown(id: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: "unknown-link",
    title: "Unknown link",
    detail: `There is no link ${id}.`,
  });
}

/** Hexadecimal digits that a validator has passed. */
function lowerHex(text: string): Hex {
  return text.toLowerCase() as Hex;
}
