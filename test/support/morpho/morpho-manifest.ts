import type { Manifest } from "../../../config/manifest.ts";
import { singleChainManifest } from "../single-chain/single-chain-manifest.ts";
import type { MorphoWorld } from "./open-morpho-world.ts";

/** The world as a devnet's manifest: Morpho and vaults. */
export function morphoManifest(world: MorphoWorld): Manifest {
  const { chain, genesisTimestamp, morpho, adaptiveCurveIrm, meta, tokens } = world;
  return singleChainManifest({
    ...{ name: "morpho", chainId: chain.chainId, url: chain.url, genesisTimestamp },
    morphoBlue: [{ id: "main", morpho, adaptiveCurveIrm, startBlock: 1, markets: [] }],
    erc4626: [
      { symbol: "vbvUSDC", vault: world.vaultOfShares, startBlock: 1 },
      { symbol: "vWETH", vault: world.vaultOfWeth, startBlock: 1 },
    ],
    metaMorpho: [
      {
        factory: meta.factory,
        startBlock: 1,
        vaults: [{ symbol: "bvUSDC", vault: meta.vault, asset: tokens.USDC }],
      },
    ],
  });
}
