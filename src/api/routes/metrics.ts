import type { OpenAPIHono } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { chainProgress } from "../vectors/chain-progress.ts";

/** Ballast's metrics in the Prometheus text format; `/metrics` itself is Ponder's own. */
export function metricsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const chainIds = dependencies.network.chains.map((chain) => chain.chainId);

  app.get("/v1/metrics", async (context) => {
    const heads = await dependencies.heads.readAll();
    const indexed = await dependencies.withSnapshot((facts) =>
      dependencies.blocks.readIndexedHeads({ facts, chainIds }),
    );
    const nowSeconds =
      indexed.size === 0 ? null : dependencies.clock.nowSeconds(evaluationTimeSeconds(indexed));
    const progress = chainProgress({ chainIds, indexed, heads, nowSeconds });
    for (const [position, { indexed, head, lag, ageSeconds }] of progress.entries()) {
      dependencies.metrics.observeChain({
        chainId: chainIds[position]!,
        indexedBlock: indexed?.number ?? null,
        headBlock: head?.number ?? null,
        lagSeconds: lag.seconds,
        ageSeconds,
      });
    }
    for (const tally of (await dependencies.parity.read()).tallies) {
      dependencies.metrics.observeParity({
        chainId: tally.chainId,
        protocol: tally.protocol,
        comparisons: Number(tally.comparisons),
        mismatches: Number(tally.mismatches),
        unread: Number(tally.unread),
      });
    }
    return context.text(await dependencies.metrics.render(), 200, {
      "Content-Type": dependencies.metrics.contentType,
    });
  });
}
