import type { Address } from "viem";
import { scenarioPeople } from "../../accounts/devnet-accounts.ts";
import { devnetTokens } from "../../tokens/devnet-tokens.ts";
import { fund } from "../../tokens/fund.ts";
import { everything, liquidate } from "../pool-transactions.ts";
import { readAaveV3Account, readReservePosition } from "../read-aave-v3-account.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";

const wad = 10n ** 18n;

/**
 * Queues the liquidation of somebody who is unhealthy now, in part or as far as it goes.
 * @returns nothing where everybody is healthy.
 */
export async function liquidateAtRandom(
  stage: AaveStage,
  people: readonly Address[],
): Promise<string | undefined> {
  const { chain, market, pool, random, accounts } = stage;
  const everybody = scenarioPeople.map((name) => accounts[name].address);
  const health = await Promise.all(
    everybody.map((account) => readAaveV3Account({ chain, pool, account })),
  );
  const weak = everybody.filter((_, index) => health[index]!.healthFactorWad < wad);
  if (weak.length === 0) return undefined;
  const user = random.pick(weak);
  const positions = await Promise.all(
    devnetTokens.map(async ({ symbol }) => ({
      symbol,
      ...(await readReservePosition({ chain, market, symbol, account: user })),
    })),
  );
  const seizable = positions.filter(({ supplied }) => supplied > 0n);
  const owed = positions.filter(({ debt }) => debt > 0n);
  const liquidators = people.filter((person) => person !== user);
  if (seizable.length === 0 || owed.length === 0 || liquidators.length === 0) return undefined;
  const from = random.pick(liquidators);
  const { symbol, debt } = random.pick(owed);
  const debtAsset = stage.token(symbol);
  const receiveAToken = random.chance(50);
  const debtToCover = random.chance(70) ? everything : (debt * random.bigint(1n, 99n)) / 100n + 1n;
  fund(stage, { owner: from, token: debtAsset, amount: debt + debt / 50n + 1n, spenders: [pool] });
  stage.send(
    liquidate({
      ...{ pool, from, user, debtAsset, debtToCover, receiveAToken },
      collateralAsset: stage.token(random.pick(seizable).symbol),
    }),
  );
  return receiveAToken ? "liquidate for aTokens" : "liquidate";
}
