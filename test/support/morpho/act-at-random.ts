import { depositInVault, withdrawFromVault } from "../../../devnet/erc4626/vault-transactions.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { actOnMorpho } from "../../../devnet/morpho-blue/act-on-morpho.ts";
import type { MorphoWorld } from "./open-morpho-world.ts";

/** Actions by chance in every market, some of which the contracts refuse. */
export async function actAtRandom(
  world: MorphoWorld,
  parameters: { seed: number; blocks: number },
): Promise<void> {
  const { chain, morpho, markets, people, units, mine } = world;
  const random = createRandom({ seed: parameters.seed, stream: 3 });
  const scenes = [
    { name: "wethUsdc", units: { loan: 50_000n * units.USDC, collateral: 40n * units.WETH } },
    { name: "wbtcUsdc", units: { loan: 50_000n * units.USDC, collateral: 2n * units.WBTC } },
    { name: "wethDai", units: { loan: 50_000n * units.DAI, collateral: 40n * units.WETH } },
    { name: "shareDai", units: { loan: 5_000n * units.DAI, collateral: 6_000n * units.DAI } },
  ] as const;
  for (let block = 0; block < parameters.blocks; block += 1) {
    for (let action = random.integer(1, 4); action > 0; action -= 1) {
      const scene = random.pick(scenes);
      const action = await actOnMorpho({
        chain,
        morpho,
        market: markets[scene.name],
        units: scene.units,
        price: world.prices[scene.name],
        people,
        random,
      });
      if (action !== undefined) chain.send(action.transaction);
    }
    if (random.chance(30)) {
      const from = random.pick(people);
      const vault = world.meta.vault;
      const amount = BigInt(random.integer(1, 2_000_000_000));
      chain.send(
        random.chance(60)
          ? depositInVault({ vault, from, amount })
          : withdrawFromVault({ vault, from, amount }),
      );
    }
    await mine(random.pick([1, 12, 700, 40_000, 500_000]), { mayFail: true });
  }
}
