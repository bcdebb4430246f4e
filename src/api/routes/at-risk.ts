import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import { atRiskAnswer, atRiskListSchema } from "../answers/at-risk.ts";
import { blockAnswer } from "../answers/block.ts";
import { atRiskExample } from "../answers/examples/at-risk.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import {
  type AtRiskFilter,
  comparePlaces,
  type EntryPlace,
  entryPlace,
  isListed,
} from "../book/at-risk-entry.ts";
import { atNewestStanding } from "../book/at-standing.ts";
import { type AtRiskPage, collectPage } from "../book/collect-page.ts";
import { createPastAtRisk } from "../book/create-past-at-risk.ts";
import type { Standing } from "../book/standing.ts";
import { SupersededError } from "../book/superseded-error.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { atRiskTable } from "../csv/at-risk-table.ts";
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
import {
  type AnswerMoment,
  readAnswerVector,
  requirePossibleMoment,
} from "../vectors/read-answer-vector.ts";
import { requireFresh } from "../vectors/require-fresh.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_ITEMS = 500;
const USUAL_ITEMS = 100;

const route = createRoute({
  method: "get",
  path: "/v1/at-risk",
  operationId: "listAtRisk",
  summary: "Who is near liquidation, on every chain",
  description:
    "Accounts and markets with a health factor below `maxHealth`, by health, ascending. Every account is revalued at every block and price; whatever is listed is decided exactly, by the market's own rule and oracle, at the block vector of the answer. What owes something in a market whose verdict is not known comes after the last item, in `unknown`.",
  tags: ["liquidation"],
  request: {
    query: z.strictObject({
      ...atRiskFilterShape,
      limit: limitParameter(MOST_ITEMS),
      cursor: cursorParameter.openapi({
        examples: [
          "1273958306225382772_0x1cbd3b2770909d4e10f157cabc84c7264073c9ec_31338_0_aave-v3:main",
        ],
      }),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec("A page of the list.", atRiskListSchema, {
      table: atRiskTable,
      example: atRiskExample,
    }),
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

/** A page with all that its answer is made of. */
type Found = {
  page: AtRiskPage;
  vector: BlockVector;
  nowSeconds: number;
  methodology: HashedMethodology;
  mismatches: readonly OpenMismatch[];
};

type Asked = { filter: AtRiskFilter; after: EntryPlace | null; limit: number };

export function atRiskRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, book, clock } = dependencies;
  const chainIds = network.chains.map(({ chainId }) => chainId);
  const readPast = createPastAtRisk({ dependencies });

  /** Null where the book does not have its columns of then. */
  async function pageAtStanding(standing: Standing, asked: Asked): Promise<Found | null> {
    const { filter, after, limit } = asked;
    const candidates = book.candidates(standing, filter);
    if (candidates === null) return null;
    const page = await collectPage({
      ...{ candidates, after, limit },
      decide: (some) => book.decide({ standing, candidates: some, filter }),
    });
    const { vector, methodology, mismatches } = standing;
    return { page, vector, methodology, mismatches, nowSeconds: nowAt(vector) };
  }

  const nowAt = (vector: BlockVector) => clock.nowSeconds(evaluationTimeSeconds(vector));

  function pageNow(
    asked: Asked,
    heads: ReadonlyMap<number, ChainHead | null>,
    maximumAgeSeconds: number | undefined,
  ): Promise<Found> {
    return atNewestStanding(book, async (standing) => {
      const { vector } = standing;
      if (maximumAgeSeconds !== undefined) {
        requireFresh({ vector, chainIds, heads, nowSeconds: nowAt(vector), maximumAgeSeconds });
      }
      const found = await pageAtStanding(standing, asked);
      // The book has gone on between its standing and its columns.
      if (found === null) throw new SupersededError();
      return found;
    });
  }

  async function pageThen(
    context: Context,
    asked: Asked,
    heads: ReadonlyMap<number, ChainHead | null>,
    moment: AnswerMoment,
  ): Promise<Found> {
    const resolve = { dependencies, moment, freshChainIds: chainIds, heads };
    const { vector } = await dependencies.withSnapshot((facts) =>
      readAnswerVector({ ...resolve, facts }),
    );
    const standing = book.standingAt(vector);
    const kept = standing === null ? null : await pageAtStanding(standing, asked);
    if (kept !== null) return kept;
    return dependencies.withSnapshot(async (facts) => {
      const { vector, nowSeconds } = await readAnswerVector({ ...resolve, facts });
      const methodology = await dependencies.methodologies.at({ facts, vector });
      const mismatches = await dependencies.parity.openMismatches({ facts, vector });
      requireModified(context, dependencies, { vector, methodology, mismatches, present: null });
      const { filter, after, limit } = asked;
      const entries = (await readPast({ facts, vector })).filter(
        (entry) =>
          isListed(entry, filter) &&
          (after === null || comparePlaces(entryPlace(entry), after) > 0),
      );
      const listed = entries.slice(0, limit);
      const next = entries.length > limit ? entryPlace(listed.at(-1)!) : null;
      return { page: { entries: listed, next }, vector, nowSeconds, methodology, mismatches };
    });
  }

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    const filter = readAtRiskFilter(dependencies, query);
    requireKnownProtocol(book.protocols, filter.protocol);
    requirePossibleMoment(dependencies, query);
    const after = query.cursor === undefined ? null : readAtRiskCursor(query.cursor);
    const asked = { filter, after, limit: query.limit ?? USUAL_ITEMS };
    const heads = await dependencies.heads.readAll();
    const { page, vector, nowSeconds, methodology, mismatches } =
      query.at === undefined
        ? await pageNow(asked, heads, query.maxAgeSeconds ?? dependencies.maximumAgeSeconds)
        : await pageThen(context, asked, heads, query);
    const present = query.at === undefined ? { nowSeconds, heads } : null;
    requireModified(context, dependencies, { vector, methodology, mismatches, present });
    return listResponse(
      context,
      {
        ...atRiskAnswer(page.entries),
        next: page.next === null ? null : atRiskCursor(page.next),
        blocks: [...vector.values()].map((block) =>
          blockAnswer({
            block,
            present,
            positions: filter.chainIds?.includes(block.chainId) ?? true,
          }),
        ),
        at: vectorId(vector.values()),
        evaluatedAt: evaluationTimeSeconds(vector),
        simulated: network.simulated,
        methodology: methodologyReference(methodology),
      },
      atRiskTable,
    );
  });
}
