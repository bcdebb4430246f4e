import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import {
  attestationAnswer,
  attestationListSchema,
  attestationSchema,
  attestationSummary,
} from "../answers/attestation.ts";
import { attestedAccountAnswer, attestedAccountSchema } from "../answers/attested-account.ts";
import { attestationExample, attestationListExample } from "../answers/examples/attestation.ts";
import { attestedAccountExample } from "../answers/examples/attested-account.ts";
import { EXAMPLE_EPOCH } from "../answers/examples/moment.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { findAttestationPlaces } from "../attestation/attestation-places.ts";
import { networkChain } from "../attestation/network-chain.ts";
import { attestationsTable } from "../csv/attestations-table.ts";
import { attestedAccountTable } from "../csv/attested-account-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { epochText, readEpochCursor } from "../parameters/epoch-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import { cursorParameter, limitParameter } from "../parameters/time-parameter.ts";
import type { AttestationRecord, AttestedAccount } from "../store/read-attestations.ts";

const MOST_ATTESTATIONS = 100;
const USUAL_ATTESTATIONS = 20;

const epochParameter = epochText.openapi({
  type: "string",
  param: { name: "epoch", in: "path" },
  example: EXAMPLE_EPOCH,
});

const attestationResponse = {
  description: "The attestation and what became of it.",
  content: { "application/json": { schema: attestationSchema, example: attestationExample } },
};

const list = createRoute({
  method: "get",
  path: "/v1/attestations",
  operationId: "listAttestations",
  summary: "All attestations, the newest first, and what became of each",
  description:
    "Also those that are not signed yet and those that were given up. The bytes of an attestation's message and VAA are in the attestation itself.",
  tags: ["attestations"],
  request: {
    query: z.strictObject({
      limit: limitParameter(MOST_ATTESTATIONS),
      cursor: cursorParameter.openapi({ examples: ["9"] }),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "A page of attestations; empty before the first.",
      attestationListSchema,
      { table: attestationsTable, example: attestationListExample },
    ),
    400: problemResponseSpec("A malformed parameter, `malformed-cursor`."),
    404: problemResponseSpec("`network-does-not-attest`."),
  },
});

const latest = createRoute({
  method: "get",
  path: "/v1/attestations/latest",
  operationId: "getLatestAttestation",
  summary: "The newest attestation that is signed and was not given up",
  tags: ["attestations"],
  request: {
    query: z.strictObject({
      signed: z
        .enum(["true", "false"])
        .optional()
        .openapi({
          param: { name: "signed", in: "query" },
          example: "true",
          description:
            "`true`, the default: the newest that guardians have signed. `false`: the newest, however far it is.",
        }),
    }),
  },
  responses: {
    200: attestationResponse,
    400: problemResponseSpec("A malformed parameter."),
    404: problemResponseSpec("`no-attestation`: there is none yet; `network-does-not-attest`."),
  },
});

const byEpoch = createRoute({
  method: "get",
  path: "/v1/attestations/{epoch}",
  operationId: "getAttestation",
  summary: "The attestation of an epoch",
  tags: ["attestations"],
  request: { params: z.object({ epoch: epochParameter }), query: z.strictObject({}) },
  responses: {
    200: attestationResponse,
    400: problemResponseSpec("A malformed epoch."),
    404: problemResponseSpec("`no-attestation`; `network-does-not-attest`."),
  },
});

const ofAccount = createRoute({
  method: "get",
  path: "/v1/attestations/{epoch}/accounts/{account}",
  operationId: "getAttestedAccount",
  summary: "An account's leaf and proof, the VAA and its delivery",
  description: "Everything a receiver contract's `valueOf` needs.",
  tags: ["attestations"],
  request: {
    params: z.object({ epoch: epochParameter, account: accountParameter }),
    query: z.strictObject({ format: formatParameter }),
  },
  responses: {
    200: listResponseSpec(
      "The account's line of the attestation; as CSV the positions that its breakdown hash is over.",
      attestedAccountSchema,
      { table: attestedAccountTable, example: attestedAccountExample },
    ),
    400: problemResponseSpec("A malformed epoch or account."),
    404: problemResponseSpec(
      "`no-attestation`; `not-attested`: the epoch does not list it; `network-does-not-attest`.",
    ),
    410: problemResponseSpec("`attestation-lines-gone`: the epoch's lines are not kept any more."),
    409: problemResponseSpec("`ambiguous-account`: a contract has a line for each chain."),
  },
});

export function attestationRoutes(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;
  const places = findAttestationPlaces(network);

  const requireAttesting = () => {
    const { attestations } = dependencies;
    if (places === null || attestations === null) {
      throw new ProblemError({
        status: 404,
        code: "network-does-not-attest",
        title: "No attestations",
        detail: `The network ${network.name} attests nothing: Ballast's contracts are on none of its chains.`,
      });
    }
    const { chainId, ballast } = places.source;
    return { attestations, source: { chainId, emitter: ballast.attestationEmitter } };
  };

  app.openapi(list, async (context) => {
    const { attestations, source } = requireAttesting();
    const { limit = USUAL_ATTESTATIONS, cursor } = context.req.valid("query");
    const below = cursor === undefined ? null : readEpochCursor(cursor);
    const found = await attestations.list({ below, limit: limit + 1 });
    const page = found.slice(0, limit);
    return listResponse(
      context,
      {
        items: page.map((record) => attestationSummary(attestationAnswer(record, source))),
        next: found.length > limit ? page.at(-1)!.epoch.toString() : null,
        simulated: network.simulated,
      },
      attestationsTable,
    );
  });

  app.openapi(latest, async (context) => {
    const { attestations, source } = requireAttesting();
    const signed = context.req.valid("query").signed !== "false";
    const record = requireAttestation(
      await attestations.latest({ signed }),
      signed ? "No attestation is signed yet." : "There is no attestation yet.",
    );
    return context.json(attestationAnswer(record, source), 200);
  });

  app.openapi(byEpoch, async (context) => {
    const { attestations, source } = requireAttesting();
    const { epoch } = context.req.valid("param");
    const record = requireAttestation(
      await attestations.byEpoch(epoch),
      `There is no attestation of epoch ${epoch}.`,
    );
    return context.json(attestationAnswer(record, source), 200);
  });

  app.openapi(ofAccount, async (context) => {
    const { attestations, source } = requireAttesting();
    const { epoch, account } = context.req.valid("param");
    if (account.chainId !== undefined) {
      requireKnownChains(network, [account.chainId], "path/account");
    }
    const record = requireAttestation(
      await attestations.byEpoch(epoch),
      `There is no attestation of epoch ${epoch}.`,
    );
    const lines = await attestations.accounts({ epoch, address: account.address });
    if (lines === null) {
      throw new ProblemError({
        status: 410,
        code: "attestation-lines-gone",
        title: "Not kept any more",
        detail: `The lines and proofs of epoch ${epoch} are not kept any more.`,
      });
    }
    const line = selectLine(dependencies, account, lines, epoch);
    return listResponse(
      context,
      attestedAccountAnswer({
        line,
        account,
        record,
        attestation: attestationAnswer(record, source),
      }),
      attestedAccountTable,
    );
  });
}

function requireAttestation(record: AttestationRecord | null, detail: string): AttestationRecord {
  if (record !== null) return record;
  throw new ProblemError({
    status: 404,
    code: "no-attestation",
    title: "No attestation",
    detail,
  });
}

/** A plain address is namespace 0, CAIP-10 the namespace of its chain: a line is never taken for the other. */
function selectLine(
  { network }: AppDependencies,
  account: AccountId,
  lines: readonly AttestedAccount[],
  epoch: bigint,
): AttestedAccount {
  const namespace =
    account.chainId === undefined ? 0 : networkChain(network, account.chainId).wormholeChainId;
  const line = lines.find(({ leaf }) => leaf.namespace === namespace);
  if (line !== undefined) return line;
  if (lines.length === 0) {
    throw new ProblemError({
      status: 404,
      code: "not-attested",
      title: "Not attested",
      detail: `The attestation of epoch ${epoch} does not list ${account.address}.`,
    });
  }
  const ids = lines.map(({ leaf }) => {
    const chain = network.chains.find((one) => one.wormholeChainId === leaf.namespace);
    return chain === undefined
      ? account.address
      : `${chainCaip2(chain.chainId)}:${account.address}`;
  });
  throw new ProblemError({
    status: 409,
    code: "ambiguous-account",
    title: "Ambiguous account",
    detail: `The attestation of epoch ${epoch} lists this account as ${ids.join(", ")}.`,
    extensions: { accounts: ids },
  });
}
