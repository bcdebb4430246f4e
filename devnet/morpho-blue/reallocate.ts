import { encodeFunctionData } from "viem";
import type { Stage } from "../scenario/stage.ts";
import type { MorphoSuite } from "./deploy-morpho-suite.ts";
import { metaMorphoAdminAbi, morphoActionsAbi } from "./morpho-admin-abi.ts";
import { marketParams } from "./morpho-transactions.ts";

const everything = 2n ** 256n - 1n;

/**
 * Queues a move of part of what the MetaMorpho vault lends in one market to another of its markets.
 * @returns false where it lends nothing there.
 */
export async function reallocate(parameters: {
  stage: Stage;
  suite: MorphoSuite;
}): Promise<boolean> {
  const { stage, suite } = parameters;
  const { chain, random } = stage;
  const { morpho, meta, markets, deployer } = suite;
  const [from, to] = random.shuffle([markets.wethUsdc, markets.wbtcUsdc, markets.idleUsdc]);
  const place = { abi: morphoActionsAbi, address: morpho, args: [from!.id] } as const;
  const [[shares], [totalAssets, totalShares]] = await Promise.all([
    chain.client.readContract({
      ...place,
      functionName: "position",
      args: [from!.id, meta.vault],
    }),
    chain.client.readContract({ ...place, functionName: "market" }),
  ]);
  if (shares === 0n) return false;
  const supplied = (shares * totalAssets) / totalShares;
  const kept = (supplied * random.bigint(0n, 95n)) / 100n;
  const data = encodeFunctionData({
    abi: metaMorphoAdminAbi,
    functionName: "reallocate",
    args: [
      [
        { marketParams: marketParams(from!), assets: kept },
        { marketParams: marketParams(to!), assets: everything },
      ],
    ],
  });
  chain.send({ from: deployer, to: meta.vault, data, label: "reallocate the vault's funds" });
  return true;
}
