import type { Address } from "viem";
import type { ScenarioPerson } from "../../accounts/devnet-accounts.ts";
import type { DevnetChainName } from "../../devnet-chains.ts";
import type { Cast } from "../../scenario/cast.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { StepOn } from "../../scenario/step.ts";
import type { TokenSymbol } from "../../tokens/devnet-tokens.ts";
import type { AaveV3Market } from "../aave-v3-market.ts";

/** What people need to act at one market of Aave v3. */
export type AaveStage = Omit<Stage, "cast"> & {
  cast: AaveCast;
  market: AaveV3Market;
  pool: Address;
  aToken(symbol: TokenSymbol): Address;
  variableDebtToken(symbol: TokenSymbol): Address;
};

export type AaveCast = Cast & {
  /** Acts at random all the time. */
  localOne: Address;
  /** Visits the e-mode and borrows on Bob's credit. */
  localTwo: Address;
};

export type AaveStep = StepOn<AaveStage>;

/** Two people of each chain with a market use no other one. */
const locals: Record<DevnetChainName, readonly [ScenarioPerson, ScenarioPerson]> = {
  alpha: ["grace", "heidi"],
  beta: ["ivan", "judy"],
  gamma: ["grace", "judy"],
};

export function createAaveStage(stage: Stage, market: AaveV3Market): AaveStage {
  const [localOne, localTwo] = locals[stage.base.facts.name];
  const reserve = (symbol: TokenSymbol) =>
    market.reserves.find((candidate) => candidate.symbol === symbol)!;
  return {
    ...stage,
    cast: {
      ...stage.cast,
      localOne: stage.accounts[localOne].address,
      localTwo: stage.accounts[localTwo].address,
    },
    market,
    pool: market.pool,
    aToken: (symbol) => reserve(symbol).aToken,
    variableDebtToken: (symbol) => reserve(symbol).variableDebtToken,
  };
}
