import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { chainListSchema } from "../answers/chain.ts";
import { chainsExample } from "../answers/examples/chains.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { blockFinality } from "../chains/create-chain-heads.ts";
import { chainsTable } from "../csv/chains-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { chainProgress } from "../vectors/chain-progress.ts";

const route = createRoute({
  method: "get",
  path: "/v1/chains",
  operationId: "listChains",
  summary: "The chains, and how far each is indexed",
  tags: ["state"],
  request: { query: z.strictObject({ format: formatParameter }) },
  responses: {
    200: listResponseSpec("Every chain; what its node does not say is null.", chainListSchema, {
      table: chainsTable,
      example: chainsExample,
    }),
    400: problemResponseSpec("A malformed parameter."),
    503: problemResponseSpec("`index-missing` or `database-unavailable`."),
  },
});

export function chainsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;
  const chainIds = network.chains.map((chain) => chain.chainId);

  app.openapi(route, async (context) => {
    const heads = await dependencies.heads.readAll();
    const indexed = await dependencies.withSnapshot((facts) =>
      dependencies.blocks.readIndexedHeads({ facts, chainIds }),
    );
    const nowSeconds =
      indexed.size === 0 ? null : dependencies.clock.nowSeconds(evaluationTimeSeconds(indexed));
    const progress = chainProgress({ chainIds, indexed, heads, nowSeconds });
    const chains = network.chains.map((chain, index) => {
      const head = heads.get(chain.chainId) ?? null;
      const block = indexed.get(chain.chainId);
      return {
        ...progress[index]!,
        name: chain.name,
        wormholeChainId: chain.wormholeChainId,
        indexedFinality: block === undefined ? null : blockFinality(head, block.number),
        safe: head?.safe == null ? null : Number(head.safe.number),
        finalized: head?.finalized == null ? null : Number(head.finalized.number),
        guardians: chain.observers,
      };
    });
    return listResponse(context, { chains }, chainsTable);
  });
}
