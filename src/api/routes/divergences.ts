import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import { blockAnswer } from "../answers/block.ts";
import { type Divergence, divergenceAnswer, divergenceListSchema } from "../answers/divergence.ts";
import { divergencesExample } from "../answers/examples/divergences.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import {
  type AtRiskEntry,
  type AtRiskFilter,
  compareEntries,
  comparePlaces,
  entryPlace,
  isListed,
} from "../book/at-risk-entry.ts";
import { atNewestStanding } from "../book/at-standing.ts";
import { createPastAtRisk } from "../book/create-past-at-risk.ts";
import { SupersededError } from "../book/superseded-error.ts";
import { divergencesTable } from "../csv/divergences-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { requireModified } from "../http/require-modified.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { atRiskCursor, readAtRiskCursor } from "../parameters/at-risk-cursor.ts";
import {
  atRiskFilterShape,
  readAtRiskFilter,
  requireKnownProtocol,
} from "../parameters/at-risk-filter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { cursorParameter, limitParameter } from "../parameters/time-parameter.ts";
import type { OpenMismatch } from "../parity/open-mismatch.ts";
import type { Price } from "../pricing/price.ts";
import {
  independentPrices,
  independentVerdictOf,
} from "../valuation/unified/independent-verdict.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { requireFresh } from "../vectors/require-fresh.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_ITEMS = 500;
const USUAL_ITEMS = 100;
/** Whatever its health: both verdicts decide what is listed. */
const ANY_HEALTH_WAD = 1n << 255n;

const { maxHealth: _health, liquidatable: _liquidatable, ...filterShape } = atRiskFilterShape;

const route = createRoute({
  method: "get",
  path: "/v1/divergences",
  operationId: "listDivergences",
  summary: "Whom a protocol will, or will not, liquidate against independent prices",
  description:
    "Accounts and markets where the market's own verdict, by its own oracle, is another than the same rule's at Ballast's median prices: `independent.differs` says which. By the market's health, ascending. Both verdicts are exact, at the block vector of the answer. A market of which Ballast lacks a price is in `unknown`.",
  tags: ["liquidation"],
  request: {
    query: z.strictObject({
      ...filterShape,
      chain: filterShape.chain.openapi({ example: "eip155:31339" }),
      protocol: filterShape.protocol.openapi({ example: "perp-v2" }),
      limit: limitParameter(MOST_ITEMS),
      cursor: cursorParameter.openapi({
        examples: [
          "2529680565256720688_0xdf3e18d64bc6a983f673ab319ccae4f1a57c7097_31339_0_perp-v2:main",
        ],
      }),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "A page of the list; empty where both agree on everybody.",
      divergenceListSchema,
      { table: divergencesTable, example: divergencesExample },
    ),
    400: problemResponseSpec(
      "A malformed parameter, `malformed-cursor`, `unknown-chain`, `unknown-protocol`, `too-many-accounts`.",
    ),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    410: supersededSpec,
    503: problemResponseSpec(
      "`book-building` with its progress; `not-indexed` or `too-old` with the progress of each chain; `reorganising`.",
    ),
  },
});

type Found = { entries: readonly AtRiskEntry[] } & Priced;
type Priced = {
  vector: BlockVector;
  methodology: HashedMethodology;
  mismatches: readonly OpenMismatch[];
  prices: ReadonlyMap<string, Price>;
};

export function divergencesRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, book, clock, methodologies, valuer } = dependencies;
  const chainIds = network.chains.map(({ chainId }) => chainId);
  const readPast = createPastAtRisk({ dependencies });

  const entriesNow = (filter: AtRiskFilter): Promise<Found> =>
    atNewestStanding(book, async (standing) => {
      const candidates = book.divergent(standing, filter);
      // The book has gone on between its standing and its columns.
      if (candidates === null) throw new SupersededError();
      const { vector, methodology, prices, mismatches } = standing;
      const entries = await book.decide({ standing, candidates, filter });
      return { entries, vector, methodology, prices, mismatches };
    });

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    const filter = { ...readAtRiskFilter(dependencies, query), maxHealthWad: ANY_HEALTH_WAD };
    requireKnownProtocol(book.protocols, filter.protocol);
    requirePossibleMoment(dependencies, query);
    const after = query.cursor === undefined ? null : readAtRiskCursor(query.cursor);
    const limit = query.limit ?? USUAL_ITEMS;
    const heads = await dependencies.heads.readAll();
    const isPresent = query.at === undefined;
    const found: Found = isPresent
      ? await entriesNow(filter)
      : await dependencies.withSnapshot(async (facts) => {
          const { vector } = await readAnswerVector({
            ...{ dependencies, facts, heads, moment: query, freshChainIds: chainIds },
          });
          const methodology = await methodologies.at({ facts, vector });
          const mismatches = await dependencies.parity.openMismatches({ facts, vector });
          requireModified(context, dependencies, {
            ...{ vector, methodology, mismatches, present: null },
          });
          const entries = (await readPast({ facts, vector })).filter((one) =>
            isListed(one, filter),
          );
          const prices = await valuer.pricesAt({ facts, vector });
          return { entries, vector, methodology, prices, mismatches };
        });
    const { vector, methodology } = found;
    const nowSeconds = clock.nowSeconds(evaluationTimeSeconds(vector));
    const maximumAgeSeconds = query.maxAgeSeconds ?? dependencies.maximumAgeSeconds;
    if (isPresent && maximumAgeSeconds !== undefined) {
      requireFresh({ vector, chainIds, heads, nowSeconds, maximumAgeSeconds });
    }
    const present = isPresent ? { nowSeconds, heads } : null;
    requireModified(context, dependencies, { ...found, present });
    const listed = divergencesOf(found).filter(
      ({ entry }) => after === null || comparePlaces(entryPlace(entry), after) > 0,
    );
    const page = listed.slice(0, limit);
    const last = listed.length > limit ? page.at(-1) : undefined;
    const answers = (isUnknown: boolean) =>
      page
        .filter(({ independent }) => (independent.differs === "unknown") === isUnknown)
        .flatMap(divergenceAnswer);
    return listResponse(
      context,
      {
        ...{ items: answers(false), unknown: answers(true) },
        next: last === undefined ? null : atRiskCursor(entryPlace(last.entry)),
        blocks: [...vector.values()].map((block) =>
          blockAnswer({
            block,
            present,
            positions: true,
          }),
        ),
        at: vectorId(vector.values()),
        evaluatedAt: evaluationTimeSeconds(vector),
        simulated: network.simulated,
        methodology: methodologyReference(methodology),
      },
      divergencesTable,
    );
  });
}

/** Those on which the two verdicts differ or cannot be compared, in the order of the list at risk. */
function divergencesOf({ entries, methodology, prices }: Found): Divergence[] {
  const independent = independentPrices({ prices, methodology, lagSeconds: 0 });
  return entries
    .flatMap((entry): Divergence[] => {
      const verdict = independentVerdictOf(entry.market, independent);
      if (verdict === undefined || verdict.differs === "no") return [];
      return [{ entry, independent: verdict }];
    })
    .sort((a, b) => compareEntries(a.entry, b.entry));
}
