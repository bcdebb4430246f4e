import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { wormholeCoreAbi } from "../../../abis/wormhole-core.ts";
import { guardianSetExample } from "../answers/examples/guardian-set.ts";
import { guardianSetAnswer, guardianSetSchema } from "../answers/guardian-set.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { findAttestationPlaces } from "../attestation/attestation-places.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { readAnswerVector } from "../vectors/read-answer-vector.ts";

const LARGEST_INDEX = 2 ** 32 - 1;

const route = createRoute({
  method: "get",
  path: "/v1/guardian-sets/{index}",
  operationId: "getGuardianSet",
  summary: "The guardians of a set, as the core contract states them",
  description:
    "Asked of Wormhole's core contract on the chain that attestations are published from. A VAA names the index of the set that signed it. It is a suggestion for whoever checks a VAA: a server that lies about an attestation would lie about its guardians too.",
  tags: ["attestations"],
  request: {
    params: z.object({
      index: z
        .string()
        .regex(/^[0-9]{1,10}$/, "expected the index of a guardian set: a whole number")
        .transform(Number)
        .refine((index) => index <= LARGEST_INDEX, `At most ${LARGEST_INDEX}.`)
        .openapi({ type: "integer", param: { name: "index", in: "path" }, example: 0 }),
    }),
    query: z.strictObject({}),
  },
  responses: {
    200: {
      description: "The set at the newest indexed block.",
      content: { "application/json": { schema: guardianSetSchema, example: guardianSetExample } },
    },
    400: problemResponseSpec("A malformed index."),
    404: problemResponseSpec(
      "`unknown-guardian-set`: the core contract states no guardians for it; `network-does-not-attest`.",
    ),
    503: problemResponseSpec("`not-indexed`; `chain-unreadable`: no node of the chain answers."),
  },
});

export function guardianSetsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, contracts } = dependencies;
  const places = findAttestationPlaces(network);

  app.openapi(route, async (context) => {
    const { index } = context.req.valid("param");
    if (places === null) {
      throw new ProblemError({
        ...{ status: 404, code: "network-does-not-attest", title: "No attestations" },
        detail: `The network ${network.name} attests nothing, so that no guardians sign for it.`,
      });
    }
    const { chainId, wormhole } = places.source;
    const heads = await dependencies.heads.readAll();
    const { vector } = await dependencies.withSnapshot((facts) =>
      readAnswerVector({
        ...{ dependencies: { ...dependencies, maximumAgeSeconds: undefined }, facts, heads },
        ...{ moment: {}, freshChainIds: [] },
      }),
    );
    const block = vector.get(chainId)!;
    const set = await contracts.read({
      ...{ block, address: wormhole.core, abi: wormholeCoreAbi },
      ...{ functionName: "getGuardianSet", args: [index] },
    });
    if (set === null || set.keys.length === 0) {
      throw new ProblemError({
        ...{ status: 404, code: "unknown-guardian-set", title: "Unknown guardian set" },
        detail: `The core contract ${wormhole.core} on ${places.source.name} states no guardian set ${index}.`,
      });
    }
    return context.json(
      guardianSetAnswer({
        ...{ index, block, core: wormhole.core, addresses: set.keys },
        expirationTimeSeconds: set.expirationTime,
      }),
      200,
    );
  });
}
