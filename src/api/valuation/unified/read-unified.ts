import {
  type BlockReference,
  type BlockVector,
  evaluationTimeSeconds,
} from "../../../core/block-vector.ts";
import type { FactsReader } from "../../../core/facts-reader.ts";
import type { AccountId } from "../../../core/identifiers.ts";
import type { AccountMarket } from "../../../core/position.ts";
import type { Methodology } from "../../methodology/methodology.ts";
import type { Present } from "../../vectors/read-answer-vector.ts";
import type { BlockStore } from "../../vectors/resolve-block-vector.ts";
import type { AccountValue } from "../account-value.ts";
import type { AccountValuer } from "../account-valuer.ts";
import type { UnifiedValue } from "./unified-value.ts";
import { unifyAccount } from "./unify-account.ts";

type Place = {
  valuer: Pick<AccountValuer, "readMarkets" | "pricesAt">;
  blocks: Pick<BlockStore, "readBlockVector">;
  facts: FactsReader;
  vector: BlockVector;
  account: AccountId;
  linked?: readonly AccountId[] | undefined;
  chainIds: readonly number[];
};

/**
 * The unified value of an account that has been valued at a vector. An answer about the present is
 * bounded by the index's lag and by what is not final as well; one about the past (`present` null) is not.
 */
export async function readUnified(
  parameters: Place & { value: AccountValue; methodology: Methodology; present: Present | null },
): Promise<UnifiedValue> {
  const { valuer, facts, vector, value, methodology, present } = parameters;
  const prices = await valuer.pricesAt({ facts, vector });
  const numbers = present === null ? null : finalNumbers(parameters, present);
  return unifyAccount({
    markets: value.markets,
    finalMarkets:
      numbers === null || numbers === "unknown"
        ? numbers
        : await readFinalMarkets(parameters, numbers),
    ...{ prices, methodology },
    lagSeconds: lagSeconds(vector, present),
  });
}

/** From the evaluation time of a vector to the present; 0 for an answer about the past. */
export function lagSeconds(vector: BlockVector, present: Present | null): number {
  return present === null ? 0 : Math.max(0, present.nowSeconds - evaluationTimeSeconds(vector));
}

/** Null where the answer's own blocks are final. */
export type FinalMarkets = readonly AccountMarket[] | null | "unknown";

/** The newest final block of each chain of which the answer's block is not final. */
export function finalNumbers(
  { vector, chainIds }: Pick<Place, "vector" | "chainIds">,
  { heads }: Present,
): ReadonlyMap<number, bigint> | "unknown" {
  const numbers = new Map<number, bigint>();
  for (const chainId of chainIds) {
    const block = vector.get(chainId);
    const finalized = heads.get(chainId)?.finalized?.number;
    if (block === undefined) continue;
    if (finalized === undefined) return "unknown";
    if (finalized < block.number) numbers.set(chainId, finalized);
  }
  return numbers;
}

/** What the account has at these blocks, and on other chains at the answer's. */
export async function readFinalMarkets(
  place: Place,
  numbers: ReadonlyMap<number, bigint>,
): Promise<FinalMarkets> {
  const { blocks, facts, vector } = place;
  if (numbers.size === 0) return null;
  const found = await blocks.readBlockVector({
    facts,
    selectors: new Map([...numbers].map(([id, number]) => [id, { kind: "number", number }])),
  });
  // A chain whose index begins later has no final block in it.
  if ([...numbers].some(([chainId, number]) => found.get(chainId)?.number !== number)) {
    return "unknown";
  }
  const finalVector = new Map<number, BlockReference>([...vector, ...found]);
  return place.valuer.readMarkets({ ...place, vector: finalVector });
}
