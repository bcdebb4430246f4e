import type { Address } from "viem";
import {
  type BallastContracts,
  deployBallastContracts,
} from "../contracts/deploy-ballast-contracts.ts";
import { createAaveV3Deployer } from "./aave-v3/create-aave-v3-deployer.ts";
import { readAaveV3Proxies, readReserveTokens } from "./aave-v3/read-aave-v3-market.ts";
import type { DevnetAccount, DevnetRole } from "./accounts/devnet-accounts.ts";
import type { DevChain } from "./chain/dev-chain.ts";
import type { ChainDeployment } from "./chain-deployment.ts";
import { deployChainlinkFeed } from "./chainlink/deploy-chainlink-feed.ts";
import type { DevnetChain } from "./devnet-chains.ts";
import type { DevnetContracts } from "./prepare-contracts.ts";
import { pythUpdateFeeWei } from "./pyth/pyth-price-ids.ts";
import { deployTokens } from "./tokens/deploy-tokens.ts";
import { devnetTokens, type Pair } from "./tokens/devnet-tokens.ts";
import { deployUniswapV3Pool } from "./uniswap-v3/deploy-uniswap-v3-pool.ts";
import { deployWormholeCore } from "./wormhole/deploy-wormhole-core.ts";

/** Seconds for which MockPyth's `getPrice` accepts a price. */
const pythValidSeconds = 60;
/** How long attestations may be valid, and how long a vault holds what was asked back. */
const maximumAttestationValiditySeconds = 3_600;
const withdrawalDelaySeconds = 2 * maximumAttestationValiditySeconds;
/** How far a root's `asOf` may run ahead of the receiving chain: local chains only mine when told. */
const clockSkewSeconds = 900;

/**
 * Deploys every contract of one local chain, in a few blocks that start at block 1.
 * @param parameters.priceE8 First price of a pair in units of 10^-8 USD, for the trading pool.
 * @param parameters.nextTimestamp Time of each block in turn.
 */
export async function deployChain(parameters: {
  facts: DevnetChain;
  chain: DevChain;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: DevnetContracts;
  guardians: readonly Address[];
  priceE8: (pair: Pair) => bigint;
  nextTimestamp: () => number;
}): Promise<ChainDeployment> {
  const { facts, chain, accounts, contracts, guardians, priceE8, nextTimestamp } = parameters;
  const deployer = accounts.deployer.address;
  const startBlock = 1;

  const tokens = await deployTokens({
    chain,
    deployer,
    mintableErc20: contracts.aaveV3.MintableERC20,
  });
  const linkToken = await chain.deploy({
    from: deployer,
    artifact: contracts.chainlink.LinkToken,
    label: "deploy LINK",
  });
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const chainlink: ChainDeployment["chainlink"][number][] = [];
  for (const { pair } of devnetTokens) {
    const { proxy, aggregator } = await deployChainlinkFeed({
      chain,
      deployer,
      artifacts: contracts.chainlink,
      linkToken,
      oracles,
      pair,
    });
    chainlink.push({ pair, proxy, aggregators: [aggregator], startBlock });
  }
  const pyth = await chain.deploy({
    from: deployer,
    artifact: contracts.mockPyth,
    args: [pythValidSeconds, pythUpdateFeeWei],
    label: "deploy MockPyth",
  });
  const redstoneAdapter = facts.hasRedstone
    ? await chain.deploy({
        from: deployer,
        artifact: contracts.redstoneAdapter,
        label: "deploy the RedStone adapter",
      })
    : null;
  const proxyOf = (pair: Pair) => chainlink.find((feed) => feed.pair === pair)!.proxy;
  const priceSources = devnetTokens.map(({ symbol, pair }) => ({
    asset: tokens[symbol],
    source: proxyOf(pair),
  }));
  const aaveV3 = createAaveV3Deployer(facts.aaveV3Version, contracts);
  const core = await aaveV3.deployCore({
    chain,
    deployer,
    marketId: "Ballast devnet",
    priceSources,
  });
  await chain.mine({ timestamp: nextTimestamp() });

  const proxies = await readAaveV3Proxies({ chain, ...core });
  const treasury = accounts.treasury.address;
  await aaveV3.listReserves({
    chain,
    deployer,
    tokens,
    treasury,
    poolAddressesProvider: core.poolAddressesProvider,
    ...proxies,
  });
  const flashLoanReceiver = await chain.deploy({
    from: deployer,
    artifact: contracts.aaveV3.MockFlashLoanSimpleReceiver,
    args: [core.poolAddressesProvider],
    label: "deploy the flash loan receiver",
  });
  const uniswapV3 = await deployUniswapV3Pool({
    chain,
    deployer,
    artifacts: contracts.uniswapV3,
    tokens,
    priceE8: priceE8("ETH/USD"),
    nextTimestamp,
  });

  const deploy: Parameters<typeof deployWormholeCore>[0]["deploy"] = ({ artifact, args }) =>
    chain.deploy({
      from: deployer,
      artifact: { ...artifact, linkReferences: {} },
      args,
      label: "deploy a contract of Wormhole or Ballast",
    });
  const wormholeCore = await deployWormholeCore({
    deploy,
    bytecode: contracts.wormhole,
    guardians,
    wormholeChainId: facts.wormholeChainId,
    evmChainId: facts.chainId,
  });
  const ballast: BallastContracts = await deployBallastContracts({
    deploy,
    call: async ({ to, data }) =>
      chain.send({ from: deployer, to, data, label: "set up Ballast's contracts" }),
    artifacts: contracts.ballast,
    core: wormholeCore,
    admin: deployer,
    operator: accounts["attestation-operator"].address,
    withdrawalDelaySeconds,
    maximumAttestationValiditySeconds,
    clockSkewSeconds,
  });
  const last = await chain.mine({ timestamp: nextTimestamp() });

  const reserves = await Promise.all(
    priceSources.map(async ({ asset, source }, index) => ({
      symbol: devnetTokens[index]!.symbol,
      asset,
      priceSource: source,
      ...(await readReserveTokens({
        chain,
        protocolDataProvider: core.protocolDataProvider,
        asset,
      })),
    })),
  );
  return {
    facts,
    startBlock,
    tokens,
    linkToken,
    chainlink,
    pyth,
    redstoneAdapter,
    aaveV3: { ...core, ...proxies, treasury, reserves, flashLoanReceiver },
    uniswapV3: { ...uniswapV3, startBlock: last.number - 1 },
    wormhole: { core: wormholeCore, startBlock: last.number },
    ballast: { ...ballast, startBlock: last.number },
  };
}
