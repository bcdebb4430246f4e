import { setImmediate } from "node:timers/promises";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Liquidation } from "../../core/liquidation.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import type { BlockSelector } from "../store/read-block-vector.ts";
import type { PriceSeries } from "../valuation/create-price-reader.ts";

/** What Ballast said of an asset at the block of a liquidation. */
export type LiquidationPrice =
  | { asset: MethodologyAsset; price: Price }
  /** `not-settled`: another chain is not indexed up to that time, so that its feeds may yet change it. */
  | { unknown: "not-covered" | "not-settled" | "before-index" };

export type LiquidationPrices = (liquidation: Liquidation, asset: AssetCaip19) => LiquidationPrice;

type PricedBlock = Pick<Liquidation, "chainId" | "blockNumber" | "timestampSeconds">;

const blockKey = ({ chainId, blockNumber }: PricedBlock) => `${chainId}/${blockNumber}`;

/**
 * Ballast's prices of all assets of some liquidations, each at the vector of its own block: what
 * `/v1/prices?at=` of that block answers. Read within the snapshot, evaluated by what is returned.
 * @param parameters.settledSeconds Up to which every chain's block is settled.
 */
export async function readLiquidationPrices(parameters: {
  dependencies: Pick<AppDependencies, "network" | "blocks" | "methodologies" | "valuer">;
  facts: FactsReader;
  liquidations: readonly Liquidation[];
  settledSeconds: number;
}): Promise<() => Promise<LiquidationPrices>> {
  const { dependencies, facts, liquidations, settledSeconds } = parameters;
  const { methodologies, valuer, network } = dependencies;
  const wanted = new Map<string, Set<AssetCaip19>>();
  for (const liquidation of liquidations) {
    const key = blockKey(liquidation);
    const assets = wanted.get(key) ?? new Set();
    for (const asset of assetsOf(liquidation)) assets.add(asset);
    wanted.set(key, assets);
  }
  const vectors = await vectorsOf(
    dependencies,
    facts,
    liquidations.filter(({ timestampSeconds }) => timestampSeconds <= settledSeconds),
  );
  const complete = [...vectors]
    .filter(([, vector]) => vector.size === network.chains.length)
    .sort(([, a], [, b]) => evaluationTimeSeconds(a) - evaluationTimeSeconds(b));

  const assets = new Map<string, MethodologyAsset>();
  const placesOf = new Map<string, { key: string; vector: BlockVector }[]>();
  for (const [key, vector] of complete) {
    const methodology = await methodologies.at({ facts, vector });
    const priceIds = new Set<string>();
    for (const asset of methodology.assets) {
      if (wanted.get(key)?.has(asset.asset) !== true) continue;
      assets.set(`${key}/${asset.asset}`, asset);
      priceIds.add(asset.priceId);
    }
    for (const priceId of priceIds) {
      placesOf.set(priceId, [...(placesOf.get(priceId) ?? []), { key, vector }]);
    }
  }
  const series = new Map<string, PriceSeries>();
  for (const [priceId, places] of placesOf) {
    const of = places.map(({ vector }) => vector);
    series.set(priceId, await valuer.readSeries({ facts, vectors: of, priceIds: [priceId] }));
  }

  return async () => {
    const prices = new Map<string, Price>();
    for (const [priceId, windows] of series) {
      const found: (Price | undefined)[] = [];
      for (const evaluate of windows) {
        found.push(...evaluate().map((prices) => prices.get(priceId)));
        // Others may have their turn between two windows.
        await setImmediate();
      }
      for (const [index, { key }] of (placesOf.get(priceId) ?? []).entries()) {
        const price = found[index];
        if (price !== undefined) prices.set(`${key}/${priceId}`, price);
      }
    }
    return (liquidation, asset) => {
      const key = blockKey(liquidation);
      const vector = vectors.get(key);
      if (vector === undefined) return { unknown: "not-settled" };
      if (vector.size < network.chains.length) return { unknown: "before-index" };
      const known = assets.get(`${key}/${asset}`);
      const price = known && prices.get(`${key}/${known.priceId}`);
      return known === undefined || price === undefined
        ? { unknown: "not-covered" }
        : { asset: known, price };
    };
  };
}

function assetsOf({ repaid, seized, badDebt, auction }: Liquidation): AssetCaip19[] {
  const amounts = [...repaid, ...seized, ...(badDebt ?? []), ...(auction ? [auction.owed] : [])];
  return amounts.map(({ asset }) => asset);
}

/** By block key: the block itself, and of every other chain the newest at its time. */
async function vectorsOf(
  dependencies: Pick<AppDependencies, "network" | "blocks">,
  facts: FactsReader,
  liquidations: readonly PricedBlock[],
): Promise<ReadonlyMap<string, BlockVector>> {
  const priced = new Map(liquidations.map((one) => [blockKey(one), one]));
  const newest = await dependencies.blocks.readBlockSeries({
    facts,
    chainIds: dependencies.network.chains.map(({ chainId }) => chainId),
    times: [...priced.values()].map(({ timestampSeconds }) => timestampSeconds),
  });
  const vectors = new Map<string, BlockVector>();
  for (const [index, [key, one]] of [...priced].entries()) {
    const vector = newest[index]!;
    // A chain may have several blocks of one second, of which the newest is another than this.
    const isOwn = vector.get(one.chainId)?.number === one.blockNumber;
    vectors.set(key, isOwn ? vector : await vectorOf(dependencies, facts, one));
  }
  return vectors;
}

function vectorOf(
  { network, blocks }: Pick<AppDependencies, "network" | "blocks">,
  facts: FactsReader,
  { chainId, blockNumber, timestampSeconds }: PricedBlock,
): Promise<BlockVector> {
  const selectors = network.chains.map((chain): [number, BlockSelector] => [
    chain.chainId,
    chain.chainId === chainId
      ? { kind: "number", number: blockNumber }
      : { kind: "time", timestampSeconds },
  ]);
  return blocks.readBlockVector({ facts, selectors: new Map(selectors) });
}
