import { and, asc, desc, eq, gt, lte, or, type SQL } from "drizzle-orm";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { unionOf } from "../../core/union-of.ts";
import { readBlockAt } from "../read-block-at.ts";
import { callText, type SampledView, viewKey } from "./sampled-call.ts";
import { viewSample } from "./schema.ts";

export type ViewSample = typeof viewSample.$inferSelect;
type Place = { facts: FactsReader; views: readonly SampledView[]; block: BlockReference };

/** The newest sample of each view at or before a block, by `viewKey`. */
export async function readNewestSamples({
  facts,
  views,
  block,
}: Place): Promise<Map<string, ViewSample>> {
  if (views.length === 0) return new Map();
  const rows = await unionOf(
    distinctViews(views).map((view) =>
      facts
        .select()
        .from(viewSample)
        .where(and(upTo(block), ofView(view)))
        .orderBy(desc(viewSample.blockNumber))
        .limit(1),
    ),
  );
  return new Map(rows.map((row) => [rowKey(row), row]));
}

/** The samples of each view up to a block, oldest first, from the last one at or before a time on. */
export async function readSampleHistory({
  fromSeconds,
  ...place
}: Place & { fromSeconds: number }): Promise<Map<string, ViewSample[]>> {
  const { facts, views, block } = place;
  if (views.length === 0) return new Map();
  const before =
    (await readBlockAt({
      facts,
      chainId: block.chainId,
      timestampSeconds: fromSeconds,
      atMost: block.number,
    })) ?? -1n;
  const anchors = await readNewestSamples({ ...place, block: { ...block, number: before } });
  const rows = await facts
    .select()
    .from(viewSample)
    .where(
      and(upTo(block), gt(viewSample.blockNumber, before), or(...distinctViews(views).map(ofView))),
    )
    .orderBy(asc(viewSample.blockNumber));
  const histories = new Map([...anchors].map(([key, anchor]) => [key, [anchor]]));
  for (const row of rows) {
    const history = histories.get(rowKey(row));
    if (history === undefined) histories.set(rowKey(row), [row]);
    else history.push(row);
  }
  return histories;
}

function distinctViews(views: readonly SampledView[]): SampledView[] {
  return [...new Map(views.map((view) => [viewKey(view), view])).values()];
}

function upTo(block: BlockReference): SQL | undefined {
  return and(eq(viewSample.chainId, block.chainId), lte(viewSample.blockNumber, block.number));
}

function ofView({ contract, call }: SampledView): SQL | undefined {
  return and(
    eq(viewSample.contract, contract.toLowerCase() as SampledView["contract"]),
    eq(viewSample.call, callText(call)),
  );
}

function rowKey({ contract, call }: ViewSample): string {
  return `${contract}.${call}`;
}
