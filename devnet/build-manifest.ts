import { type Manifest, type ManifestChain, manifestSchema } from "../config/manifest.ts";
import { type DevnetAccount, type DevnetRole, scenarioPeople } from "./accounts/devnet-accounts.ts";
import type { BaseDeployment } from "./base-deployment.ts";
import {
  chainlinkDecimals,
  chainlinkFeedParameters,
} from "./chainlink/chainlink-feed-parameters.ts";
import type { DeployedPart } from "./parts/devnet-part.ts";
import { pythExponent, pythPriceIds } from "./pyth/pyth-price-ids.ts";
import { devnetTokens } from "./tokens/devnet-tokens.ts";

type Accounts = Record<DevnetRole, DevnetAccount>;

type DescribedChain = {
  base: BaseDeployment;
  parts: readonly DeployedPart[];
  rpcUrl: string;
  head: number;
};

/** The document that tells outside programs where everything is: see docs/devnet.md. */
export function buildManifest(parameters: {
  seed: number;
  genesisTimestamp: number;
  references: Manifest["references"];
  chains: readonly DescribedChain[];
  accounts: Accounts;
  guardians: { url: string; quorum: number; addresses: readonly string[] };
  httpFeeds: Manifest["httpFeeds"];
}): Manifest {
  const { seed, genesisTimestamp, references, chains, accounts, guardians, httpFeeds } = parameters;
  const [source, ...targets] = chains.map(({ base }) => base.facts.chainId);
  const { deployer, ...others } = accounts;
  const people = scenarioPeople.map((name) => accounts[name]);
  const helpers = Object.values(others).filter((account) => !people.includes(account));
  return manifestSchema.parse({
    version: 1,
    seed,
    genesisTimestamp,
    references,
    chains: chains.map((chain) => manifestChain(chain, accounts)),
    guardians,
    httpFeeds,
    attestation: {
      sourceChainId: source,
      targetChainIds: targets,
      operatorKey: accounts["attestation-operator"].privateKey,
    },
    accounts: [...people, ...helpers],
    deployer: { address: deployer.address, privateKey: deployer.privateKey },
    scenario: {
      heads: Object.fromEntries(chains.map(({ base, head }) => [String(base.facts.chainId), head])),
    },
  });
}

function manifestChain({ base, parts, rpcUrl }: DescribedChain, accounts: Accounts): ManifestChain {
  const { facts, startBlock, tokens, wormhole, ballast } = base;
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const ofParts: Partial<ManifestChain> = {};
  for (const { manifest } of parts) Object.assign(ofParts, manifest);
  return {
    name: facts.name,
    chainId: facts.chainId,
    wormholeChainId: facts.wormholeChainId,
    rpcUrl,
    startBlock,
    tokens: devnetTokens.map(({ symbol, decimals }) => ({
      symbol,
      address: tokens[symbol],
      decimals,
      mint: { signature: "mint(address account, uint256 value)", minter: null },
    })),
    chainlink: base.chainlink.map((feed) => ({
      pair: feed.pair,
      proxy: feed.proxy,
      aggregators: [...feed.aggregators],
      decimals: chainlinkDecimals,
      heartbeatSeconds: chainlinkFeedParameters[feed.pair].heartbeatSeconds,
      oracles,
      owner: accounts.deployer.address,
      startBlock: feed.startBlock,
    })),
    pyth: {
      contract: base.pyth,
      startBlock,
      feeds: devnetTokens.map(({ pair }) => ({
        pair,
        priceId: pythPriceIds[pair],
        exponent: pythExponent,
      })),
    },
    wormhole: { ...wormhole, guardianSetIndex: 0 },
    ballast,
    ...{ aaveV3: [], uniswapV3: [], redstone: [] },
    ...{ chainlinkCache: [], chronicle: [], sequencer: null },
    ...{ maker: [], morphoBlue: [], erc4626: [], metaMorpho: [], venus: [], perpV2: [] },
    ...{ rates: [], bridgeEscrows: [], bridgedTokens: [] },
    ...ofParts,
  };
}
