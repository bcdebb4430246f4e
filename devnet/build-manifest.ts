import { type Manifest, type ManifestChain, manifestSchema } from "../config/manifest.ts";
import { type DevnetAccount, type DevnetRole, scenarioPeople } from "./accounts/devnet-accounts.ts";
import type { ChainDeployment } from "./chain-deployment.ts";
import {
  chainlinkDecimals,
  chainlinkFeedParameters,
} from "./chainlink/chainlink-feed-parameters.ts";
import { pythExponent, pythPriceIds } from "./pyth/pyth-price-ids.ts";
import {
  redstoneDataFeedIds,
  redstoneDecimals,
  redstoneHeartbeatSeconds,
  redstoneSignersThreshold,
} from "./redstone/redstone-feed-parameters.ts";
import { devnetTokens } from "./tokens/devnet-tokens.ts";

type Accounts = Record<DevnetRole, DevnetAccount>;

/** The document that tells outside programs where everything is: see docs/devnet.md. */
export function buildManifest(parameters: {
  seed: number;
  genesisTimestamp: number;
  chains: readonly { deployment: ChainDeployment; rpcUrl: string; head: number }[];
  accounts: Accounts;
  guardians: { url: string; quorum: number; addresses: readonly string[] };
}): Manifest {
  const { seed, genesisTimestamp, chains, accounts, guardians } = parameters;
  const [source, ...targets] = chains.map(({ deployment }) => deployment.facts.chainId);
  const { deployer, ...others } = accounts;
  const people = scenarioPeople.map((name) => accounts[name]);
  const helpers = Object.values(others).filter((account) => !people.includes(account));
  return manifestSchema.parse({
    version: 1,
    seed,
    genesisTimestamp,
    chains: chains.map(({ deployment, rpcUrl }) => manifestChain({ deployment, rpcUrl, accounts })),
    guardians,
    attestation: {
      sourceChainId: source,
      targetChainIds: targets,
      operatorKey: accounts["attestation-operator"].privateKey,
    },
    accounts: [...people, ...helpers],
    deployer: { address: deployer.address, privateKey: deployer.privateKey },
    scenario: {
      heads: Object.fromEntries(
        chains.map(({ deployment, head }) => [String(deployment.facts.chainId), head]),
      ),
    },
  });
}

function manifestChain(parameters: {
  deployment: ChainDeployment;
  rpcUrl: string;
  accounts: Accounts;
}): ManifestChain {
  const { deployment, rpcUrl, accounts } = parameters;
  const { facts, startBlock, tokens, aaveV3, uniswapV3, wormhole, ballast } = deployment;
  const { flashLoanReceiver: _, ...market } = aaveV3;
  const { wethIsToken0: __, ...pool } = uniswapV3;
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const signers = [
    accounts["redstone-signer-1"].address,
    accounts["redstone-signer-2"].address,
    accounts["redstone-signer-3"].address,
  ];
  const adapter = deployment.redstoneAdapter;
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
    aaveV3: [{ ...market, id: "main", startBlock, reserves: [...market.reserves] }],
    chainlink: deployment.chainlink.map((feed) => ({
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
      contract: deployment.pyth,
      startBlock,
      feeds: devnetTokens.map(({ pair }) => ({
        pair,
        priceId: pythPriceIds[pair],
        exponent: pythExponent,
      })),
    },
    redstone:
      adapter === null
        ? []
        : devnetTokens.map(({ pair }) => ({
            pair,
            adapter,
            dataFeedId: redstoneDataFeedIds[pair],
            decimals: redstoneDecimals,
            heartbeatSeconds: redstoneHeartbeatSeconds,
            signers,
            uniqueSignersThreshold: redstoneSignersThreshold,
            updaters: [accounts.keeper.address],
            startBlock,
          })),
    uniswapV3: [{ ...pool, pair: "WETH/USDC" }],
    maker: [],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    perpV2: [],
    wormhole: { ...wormhole, guardianSetIndex: 0 },
    ballast,
  };
}
