import { chainCaip2 } from "../../core/identifiers.ts";
import type { RuleAsset } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ProblemDetail } from "../errors/problem-error.ts";
import { parseFixed } from "../parameters/parse-fixed.ts";
import type { AskedAction, PriceChange } from "../parameters/simulate-body.ts";
import type { Price } from "../pricing/price.ts";
import { holderOf } from "./simulate-markets.ts";

export type Indexed<Value> = { index: number; value: Value };

/** What a request can be about: its chains, and the account's standings in each of the markets asked for. */
export type SimulationWorld = {
  /** Chains whose positions count, and all that are indexed. */
  chainIds: readonly number[];
  knownChainIds: readonly number[];
  /** None where there is no such market in which something can be tried. */
  standingsOf(action: Pick<AskedAction, "chain" | "marketId">): readonly AccountMarket[];
  /** The id of an asset's price; undefined where the methodology has none. */
  priceIdOf(asset: string): string | undefined;
  priceOf(priceId: string): Price | undefined;
};

/** The standing that an action is about, and what its market knows of its asset. */
export type FoundAction = { standing: AccountMarket; asset: RuleAsset | undefined; amount: bigint };

/**
 * What in a request contradicts the account, its markets or itself, each with its place. That a
 * contract would refuse an action is no problem of the request.
 */
export function findSimulationProblems(
  world: SimulationWorld,
  request: {
    chains: readonly Indexed<number>[];
    prices: readonly Indexed<PriceChange>[];
    actions: readonly Indexed<AskedAction>[];
  },
): ProblemDetail[] {
  return [
    ...request.chains
      .filter(({ value }) => !world.knownChainIds.includes(value))
      .map(({ index, value }) => ({
        pointer: `body/chains/${index}`,
        detail: `${chainCaip2(value)} is not indexed.`,
      })),
    ...findPriceProblems(world, request.prices),
    ...findActionProblems(world, request.actions),
  ];
}

/** The price that a change is of; undefined where there is none. */
export function priceIdOfChange(
  world: Pick<SimulationWorld, "priceIdOf">,
  { asset, priceId }: PriceChange,
): string | undefined {
  return asset === undefined ? priceId : world.priceIdOf(asset);
}

function findPriceProblems(
  world: SimulationWorld,
  changes: readonly Indexed<PriceChange>[],
): ProblemDetail[] {
  const seen = new Set<string>();
  return changes.flatMap(({ index, value }): ProblemDetail[] => {
    const at = `body/prices/${index}`;
    const priceId = priceIdOfChange(world, value);
    if (priceId === undefined) {
      const detail = `The methodology has no price for ${value.asset}.`;
      return [{ pointer: `${at}/asset`, detail }];
    }
    const price = world.priceOf(priceId);
    const name = value.asset === undefined ? `${at}/priceId` : `${at}/asset`;
    if (price === undefined) {
      return [{ pointer: name, detail: `The methodology has no price "${priceId}".` }];
    }
    const problems: ProblemDetail[] = [];
    if (seen.has(priceId)) {
      problems.push({ pointer: name, detail: `The price "${priceId}" is changed more than once.` });
    }
    seen.add(priceId);
    if (price.midWad === null || price.midWad === 0n) {
      problems.push({ pointer: name, detail: `The price "${priceId}" is ${price.status} now.` });
    }
    return problems;
  });
}

function findActionProblems(
  world: SimulationWorld,
  actions: readonly Indexed<AskedAction>[],
): ProblemDetail[] {
  const left = createTally();
  return actions.flatMap(({ index, value }): ProblemDetail[] => {
    const at = `body/actions/${index}`;
    const found = findAction(world, value);
    if ("problem" in found) {
      return [{ pointer: `${at}/${found.problem.member}`, detail: found.problem.detail }];
    }
    if (found.asset === undefined) return [];
    const problem = left.take(value.kind, found.standing, found.asset, found.amount);
    return problem === null ? [] : [{ pointer: `${at}/amount`, detail: problem }];
  });
}

/** What an action is about, or what of it is wrong. */
export function findAction(
  world: Pick<SimulationWorld, "chainIds" | "knownChainIds" | "standingsOf">,
  action: AskedAction,
): FoundAction | { problem: { member: keyof AskedAction; detail: string } } {
  const wrong = (member: keyof AskedAction, detail: string) => ({ problem: { member, detail } });
  const chain = chainCaip2(action.chain);
  if (!world.knownChainIds.includes(action.chain))
    return wrong("chain", `${chain} is not indexed.`);
  if (!world.chainIds.includes(action.chain)) {
    return wrong("chain", `${chain} is not among the chains whose positions count.`);
  }
  const standings = world.standingsOf(action);
  if (standings.length === 0) {
    const detail = `There is no market ${action.marketId} on ${chain} in which anything can be tried.`;
    return wrong("marketId", detail);
  }
  const { holder } = action;
  const standing =
    holder === undefined && standings.length === 1
      ? standings[0]
      : standings.find((one) => holderOf(one) === holder);
  if (standing === undefined) {
    const holders = standings.map((one) => holderOf(one) ?? one.account);
    return wrong(
      "holder",
      `The account has this market by ${holders.join(", ")}: name one of them.`,
    );
  }
  const asset = standing.rule?.assets.find((one) => one.asset === action.asset);
  if (standing.rule !== undefined && asset === undefined) {
    return wrong("asset", `${action.asset} is not in ${action.marketId}.`);
  }
  const digits = /\.(\d*?)0*$/.exec(action.amount)?.[1]?.length ?? 0;
  if (asset !== undefined && digits > asset.decimals) {
    return wrong("amount", `${asset.symbol} has ${asset.decimals} digits after the point.`);
  }
  return { standing, asset, amount: asset === undefined ? 0n : amountOf(action.amount, asset) };
}

/** Raw units; zeros behind the last digit do not count. */
function amountOf(text: string, { decimals }: RuleAsset): bigint {
  return parseFixed(text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""), decimals);
}

/** What is there and owed as the request goes on, whether or not the contract would go along. */
function createTally() {
  const amounts = new Map<AccountMarket, Map<string, { supplied: bigint; owed: bigint }>>();

  return {
    /** What is wrong with taking or repaying so much; null where nothing is. */
    take(
      kind: AskedAction["kind"],
      standing: AccountMarket,
      { asset, symbol, supplied, owed }: RuleAsset,
      amount: bigint,
    ): string | null {
      const ofStanding = amounts.get(standing) ?? new Map();
      amounts.set(standing, ofStanding);
      const now = ofStanding.get(asset) ?? { supplied, owed };
      const after = { ...now };
      if (kind === "deposit") after.supplied += amount;
      if (kind === "withdraw") after.supplied -= amount;
      if (kind === "borrow") after.owed += amount;
      if (kind === "repay") after.owed -= amount;
      if (after.supplied < 0n) return `More ${symbol} than the account would have there then.`;
      if (after.owed < 0n) return `More ${symbol} than the account would owe there then.`;
      ofStanding.set(asset, after);
      return null;
    },
  };
}
