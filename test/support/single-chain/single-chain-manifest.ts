import { type Manifest, type ManifestChain, manifestSchema } from "../../../config/manifest.ts";
import { pythExponent, pythPriceIds } from "../../../devnet/pyth/pyth-price-ids.ts";
import { addressOf } from "../handler-harness.ts";

/** A network of one chain that has what is given, and nothing else that happens. */
export function singleChainManifest(
  parameters: { name: string; chainId: number; url: string; genesisTimestamp: number } & Pick<
    Partial<ManifestChain>,
    "tokens" | "maker" | "morphoBlue" | "erc4626" | "metaMorpho" | "venus" | "perpV2"
  >,
): Manifest {
  const { name, chainId, url, genesisTimestamp, tokens = [], ...protocols } = parameters;
  const nobody = { address: addressOf(0xdead), privateKey: `0x${"11".repeat(32)}` };
  return manifestSchema.parse({
    version: 1,
    seed: 0,
    genesisTimestamp,
    chains: [
      {
        ...{ name, chainId, wormholeChainId: 60_003, rpcUrl: url, startBlock: 1, tokens },
        aaveV3: [],
        chainlink: [],
        // Never heard of here, but the methodology wants every price to have a feed.
        pyth: {
          contract: addressOf(0xd0),
          startBlock: 1,
          feeds: Object.entries(pythPriceIds).map(([pair, priceId]) => ({
            ...{ pair, priceId, exponent: pythExponent },
          })),
        },
        redstone: [],
        uniswapV3: [],
        ...protocols,
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
