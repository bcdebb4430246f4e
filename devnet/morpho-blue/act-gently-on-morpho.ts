import { depositInVault } from "../erc4626/vault-transactions.ts";
import { freePeople } from "../random/free-people.ts";
import type { Stage } from "../scenario/stage.ts";
import { mintToken } from "../tokens/deploy-tokens.ts";
import { tokenUnit } from "../tokens/devnet-tokens.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { accrueMarket, supplyCollateral, supplyToMarket } from "./morpho-transactions.ts";

/** Queues, with a chance of `percent`, what one of the lenders can do at any time: it harms nobody. */
export async function actGentlyOnMorpho(
  stage: Stage,
  suite: MorphoSuite,
  percent: number,
): Promise<void> {
  const { random, send } = stage;
  const { morpho, markets, meta, tokens } = suite;
  const free = freePeople(stage);
  const people = suite.people.filter((person) => free.includes(person));
  if (people.length === 0 || !random.chance(percent)) return;
  const from = random.pick(people);
  const grant = (token: typeof tokens.USDC, amount: bigint) =>
    send(mintToken({ token, from, to: from, amount }));
  const loan = random.bigint(1n, 1_000n * tokenUnit.USDC);
  const collateral = random.bigint(1n, tokenUnit.WETH);
  const market = markets.wethUsdc;
  switch (random.pick(["supply", "collateral", "deposit", "accrue"] as const)) {
    case "supply":
      grant(tokens.USDC, loan);
      return send(supplyToMarket({ morpho, market, from, assets: loan }));
    case "collateral":
      grant(tokens.WETH, collateral);
      return send(supplyCollateral({ morpho, market, from, assets: collateral }));
    case "deposit":
      grant(tokens.USDC, loan);
      return send(depositInVault({ vault: meta.vault, from, amount: loan }));
    case "accrue":
      return send(accrueMarket({ morpho, market, from }));
  }
}
