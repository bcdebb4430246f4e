import type { Manifest } from "../../../config/manifest.ts";
import type { MorphoWorld } from "./open-morpho-world.ts";

const NOBODY = "0x000000000000000000000000000000000000dead";

/** The world as a devnet's manifest: Morpho and vaults, and nothing else that happens. */
export function morphoManifest(world: MorphoWorld): Manifest {
  const { chain, genesisTimestamp, morpho, adaptiveCurveIrm, meta, tokens, accounts } = world;
  return {
    version: 1,
    seed: 1,
    genesisTimestamp,
    chains: [
      {
        name: "morpho",
        chainId: chain.chainId,
        wormholeChainId: 60_001,
        rpcUrl: chain.url,
        startBlock: 1,
        tokens: [],
        aaveV3: [],
        chainlink: [],
        pyth: null,
        redstone: [],
        uniswapV3: [],
        maker: [],
        morphoBlue: [{ id: "main", morpho, adaptiveCurveIrm, startBlock: 1, markets: [] }],
        erc4626: [
          { symbol: "vbvUSDC", vault: world.vaultOfShares, startBlock: 1 },
          { symbol: "vWETH", vault: world.vaultOfWeth, startBlock: 1 },
        ],
        perpV2: [],
        rates: [],
        bridgeEscrows: [],
        bridgedTokens: [],
        metaMorpho: [
          {
            factory: meta.factory,
            startBlock: 1,
            vaults: [{ symbol: "bvUSDC", vault: meta.vault, asset: tokens.USDC }],
          },
        ],
        venus: [],
        wormhole: { core: NOBODY, guardianSetIndex: 0, startBlock: 1 },
        ballast: {
          collateralVault: NOBODY,
          attestationEmitter: NOBODY,
          attestationReceiver: NOBODY,
          startBlock: 1,
        },
      },
    ],
    references: [],
    guardians: { url: "http://127.0.0.1:1", quorum: 13, addresses: [] },
    attestation: {
      sourceChainId: chain.chainId,
      targetChainIds: [],
      operatorKey: accounts["attestation-operator"].privateKey,
    },
    accounts: [],
    deployer: accounts.deployer,
    scenario: { heads: { [String(chain.chainId)]: 1 } },
  };
}
