import type { Stage } from "../scenario/stage.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { marketParams, morphoCall } from "./morpho-transactions.ts";

const WAD = 10n ** 18n;

/** Queues another fee of a market, of at most a quarter, or another recipient of fees. */
export function governMorpho({ chain, random }: Stage, suite: MorphoSuite): string {
  const { morpho, deployer: from, treasury, markets } = suite;
  if (random.chance(30)) {
    const args = [random.pick([treasury, from])] as const;
    chain.send(morphoCall({ morpho, from, functionName: "setFeeRecipient", args }));
    return "fee recipient";
  }
  const market = random.pick([markets.wethUsdc, markets.wbtcUsdc, markets.wethDai]);
  const args = [marketParams(market), (WAD * random.bigint(0n, 250n)) / 1_000n] as const;
  chain.send(morphoCall({ morpho, from, functionName: "setFee", args }));
  return "fee";
}
