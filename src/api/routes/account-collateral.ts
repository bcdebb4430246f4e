import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { type AccountId, parseAccountId } from "../../core/identifiers.ts";
import {
  type AccountCollateral,
  accountCollateralAnswer,
  accountCollateralSchema,
} from "../answers/account-collateral.ts";
import { accountCollateralExample } from "../answers/examples/account-collateral.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { KeptAnswer, Standing } from "../book/standing.ts";
import { SupersededError } from "../book/superseded-error.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { listResponse, listResponseSpec, wantsCsv } from "../csv/list-response.ts";
import { positionsTable } from "../csv/positions-table.ts";
import { answerTag } from "../http/answer-tag.ts";
import { requireModified, requireOtherTag } from "../http/require-modified.ts";
import { keptJson, keptText } from "../kept-json.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { finalityParameter } from "../parameters/finality-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { linkedParameter } from "../parameters/linked-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { maximumWidthParameter } from "../parameters/maximum-width-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { lagSeconds, readUnified } from "../valuation/unified/read-unified.ts";
import { requireNarrow } from "../valuation/unified/require-narrow.ts";
import { unifyAccount } from "../valuation/unified/unify-account.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { oldestAgeSeconds, requireFresh } from "../vectors/require-fresh.ts";

const route = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/collateral",
  operationId: "getAccountCollateral",
  summary: "What backs an account's obligations, on every chain",
  description:
    "Positions, values, health by each market's own rules and totals, at one block vector, with the evidence of every price.",
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({
      chains: chainsParameter.optional(),
      linked: linkedParameter.optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      maxWidthBps: maximumWidthParameter.optional(),
      finality: finalityParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "The account's collateral; empty for an account never seen. As CSV its positions.",
      accountCollateralSchema,
      { table: positionsTable, example: accountCollateralExample },
    ),
    400: problemResponseSpec("A malformed account or parameter."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    409: problemResponseSpec(
      "`ambiguous-account`: a contract's address may belong to somebody else on another chain; `accounts` holds the ids to ask for.",
    ),
    410: supersededSpec,
    503: problemResponseSpec(
      "`not-indexed` or `too-old`, with the progress of each chain; `too-wide`, with what makes the width; `finality-unknown`, `reorganising`, `account-kind-unknown`, `chain-unreadable`.",
    ),
  },
});

export function accountCollateralRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;

  app.openapi(route, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const ownChainIds = selectChains(
      dependencies,
      account,
      query.linked ? undefined : query.chains,
    );
    // What is linked with an account may be on any chain.
    const positionChainIds = query.linked
      ? selectChains(dependencies, { chainId: undefined }, query.chains)
      : ownChainIds;
    requirePossibleMoment(dependencies, query);
    await requireOneOwner(dependencies, account, positionChainIds);

    const heads = await dependencies.heads.readAll();
    if (query.at === undefined && !query.linked && query.finality !== "finalized") {
      const found = await presentText(dependencies, {
        ...{ account, positionChainIds, heads },
        maximumAgeSeconds: query.maxAgeSeconds ?? dependencies.maximumAgeSeconds,
      });
      if (found !== null) {
        if (query.maxWidthBps !== undefined) requireNarrow(found.unified, query.maxWidthBps);
        const isCsv = wantsCsv(context);
        const tag = isCsv ? found.tag.replace(/"$/, '-csv"') : found.tag;
        requireOtherTag(context, { tag, isPresent: true });
        if (isCsv) {
          const answer: AccountCollateral = JSON.parse(new TextDecoder().decode(found.text.bytes));
          return listResponse(context, answer, positionsTable);
        }
        context.header("Vary", "Accept", { append: true });
        // The text of the very answer that the schema describes.
        return (await keptJson(context, found.text)) as never;
      }
    }
    const { value, unified, resolved, methodology, linked } = await dependencies.withSnapshot(
      async (facts) => {
        const resolved = await readAnswerVector({
          dependencies,
          facts,
          moment: query,
          freshChainIds: positionChainIds,
          heads,
        });
        const linked = query.linked
          ? await dependencies.accountLinks.linkedAccounts({
              ...{ facts, vector: resolved.vector, account },
            })
          : null;
        const owner = { account, linked: linked?.accounts.map(parseAccountId) };
        const mismatches = await dependencies.parity.openMismatches({
          facts,
          vector: resolved.vector,
        });
        const methodology = await dependencies.methodologies.at({ facts, vector: resolved.vector });
        requireModified(context, dependencies, {
          ...{ ...resolved, methodology, mismatches, more: linked },
        });
        const value = await dependencies.valuer.valueAccount({
          facts,
          vector: resolved.vector,
          ...owner,
          chainIds: positionChainIds,
        });
        const unified = await readUnified({
          ...{ valuer: dependencies.valuer, blocks: dependencies.blocks, facts },
          ...{ vector: resolved.vector, ...owner, chainIds: positionChainIds },
          ...{ value, methodology, present: resolved.present },
        });
        return { value: markDoubts(value, mismatches), unified, resolved, methodology, linked };
      },
    );
    if (query.maxWidthBps !== undefined) requireNarrow(unified, query.maxWidthBps);
    return listResponse(
      context,
      accountCollateralAnswer({
        value,
        vector: resolved.vector,
        positionChainIds,
        unified,
        linked,
        present: resolved.present,
        clock: dependencies.clock,
        methodology,
        simulated: network.simulated,
      }),
      positionsTable,
    );
  });
}

/**
 * The answer about the present as the book has it: what is worked out at a vector, in the same second of
 * the clock and beside the same heads is kept, and shared while it is being worked out. Null where the
 * book cannot see what the index has, or where a reorg takes its vector away: then the index answers.
 * @throws ProblemError 503 `too-old`.
 */
async function presentText(
  dependencies: AppDependencies,
  parameters: {
    account: AccountId;
    positionChainIds: readonly number[];
    heads: ReadonlyMap<number, ChainHead | null>;
    maximumAgeSeconds: number | undefined;
  },
): Promise<KeptAnswer | null> {
  const { book, clock, network } = dependencies;
  const { account, positionChainIds, heads, maximumAgeSeconds } = parameters;
  const nowAt = ({ vector }: Standing) => clock.nowSeconds(evaluationTimeSeconds(vector));
  const chainIds = positionChainIds;
  const isOld = (one: Standing) =>
    maximumAgeSeconds !== undefined &&
    oldestAgeSeconds({ vector: one.vector, chainIds, nowSeconds: nowAt(one) }) > maximumAgeSeconds;
  let standing = await book.present();
  // What is too old where the book stands may be new enough where it is going.
  if (standing !== null && isOld(standing)) standing = await book.present({ isExact: true });
  if (standing === null) return null;
  const { vector, methodology, answers, prices, mismatches } = standing;
  const nowSeconds = nowAt(standing);
  if (maximumAgeSeconds !== undefined) {
    requireFresh({ vector, chainIds, heads, nowSeconds, maximumAgeSeconds });
  }
  const asked = { standing, account, chainIds };
  const key = `${account.chainId ?? ""} ${account.address} ${positionChainIds.join()}`;
  const basis = `${nowSeconds} ${headsText(heads)}`;
  const kept = answers.get(key);
  if (kept?.basis === basis) return kept.answer;

  async function workOut(): Promise<KeptAnswer> {
    const present = { nowSeconds, heads };
    const value = await book.valueAccount(asked);
    const unified = unifyAccount({
      ...{ markets: value.markets, prices, methodology },
      finalMarkets: await book.finalMarkets({ ...asked, present }),
      lagSeconds: lagSeconds(vector, present),
    });
    const answer: AccountCollateral = accountCollateralAnswer({
      ...{ value, unified, vector, positionChainIds, present, clock, methodology },
      ...{ linked: null, simulated: network.simulated },
    });
    const tag = answerTag({
      ...{ release: dependencies.http.release, request: key },
      basis: { vector, methodology, present, mismatches, more: "book" },
    });
    return { text: keptText(JSON.stringify(answer)), tag, unified };
  }

  const answer = workOut().catch((error: unknown) => {
    answers.delete(key);
    if (error instanceof SupersededError) return null;
    throw error;
  });
  answers.set(key, { basis, answer });
  return answer;
}

/** What an answer says of the nodes: how final blocks are, and how far the index is behind. */
function headsText(heads: ReadonlyMap<number, ChainHead | null>): string {
  return [...heads]
    .map(([chainId, head]) => {
      if (head === null) return chainId;
      const { latest, safe, finalized } = head;
      return `${chainId}:${latest.number}:${latest.timestampSeconds}:${safe?.number}:${finalized?.number}`;
    })
    .join();
}
