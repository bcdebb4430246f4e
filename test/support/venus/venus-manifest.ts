import { type Manifest, manifestSchema } from "../../../config/manifest.ts";
import type { VenusPool } from "../../../devnet/venus/deploy-venus.ts";
import { addressOf } from "../handler-harness.ts";

/** A network of one chain, on which Venus is all there is. */
export function venusManifest(parameters: {
  chainId: number;
  url: string;
  genesisTimestamp: number;
  pools: readonly VenusPool[];
}): Manifest {
  const { chainId, url, genesisTimestamp, pools } = parameters;
  const nobody = { address: addressOf(0xdead), privateKey: `0x${"11".repeat(32)}` };
  return manifestSchema.parse({
    version: 1,
    seed: 0,
    genesisTimestamp,
    chains: [
      {
        name: "gamma",
        chainId,
        wormholeChainId: 60_003,
        rpcUrl: url,
        startBlock: 1,
        tokens: [],
        aaveV3: [],
        chainlink: [],
        pyth: null,
        redstone: [],
        uniswapV3: [],
        venus: pools,
        wormhole: { core: addressOf(0xc0), guardianSetIndex: 0, startBlock: 1 },
        ballast: {
          collateralVault: addressOf(0xb0),
          attestationEmitter: addressOf(0xb1),
          attestationReceiver: addressOf(0xb2),
          startBlock: 1,
        },
      },
    ],
    guardians: { url: "http://127.0.0.1:1", quorum: 1, addresses: [addressOf(1)] },
    attestation: { sourceChainId: chainId, targetChainIds: [], operatorKey: nobody.privateKey },
    accounts: [],
    deployer: nobody,
    scenario: { heads: {} },
  });
}
