import { registerAaveV3 } from "../../../src/protocols/aave-v3/handlers.ts";
import {
  addressOf,
  type ContractAnswers,
  createHandlerHarness,
} from "../../support/handler-harness.ts";
import { testChain, testNetwork } from "../../support/test-network.ts";

export const RAY = 10n ** 27n;
export const POOL = addressOf(0x100);
export const CONFIGURATOR = addressOf(0x101);
export const ORACLE = addressOf(0x102);
export const WETH = addressOf(0x200);
export const A_TOKEN = addressOf(0x201);
export const VARIABLE_DEBT = addressOf(0x202);
export const STABLE_DEBT = addressOf(0x203);

/** A market with one reserve, initialised in block 5. */
export async function createAaveHarness(
  answers: ContractAnswers = {},
  stableDebtToken: `0x${string}` = STABLE_DEBT,
) {
  const chain = testChain({
    aaveV3: [
      { id: "main", pool: POOL, poolConfigurator: CONFIGURATOR, oracle: ORACLE, startBlock: 1 },
    ],
  });
  const harness = createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerAaveV3(testNetwork(chain)),
    answers: {
      [`${POOL}.POOL_REVISION`]: 1n,
      [`${WETH}.symbol`]: "WETH",
      [`${WETH}.decimals`]: 18,
      ...answers,
    },
  });
  await harness.log("AaveV3PoolConfigurator:ReserveInitialized", {
    address: CONFIGURATOR,
    block: 5,
    args: {
      asset: WETH,
      aToken: A_TOKEN,
      stableDebtToken,
      variableDebtToken: VARIABLE_DEBT,
      interestRateStrategyAddress: addressOf(0x204),
    },
  });
  return harness;
}
