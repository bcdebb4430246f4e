import type { Address } from "viem";
import type { DevnetAccount, DevnetRole } from "./accounts/devnet-accounts.ts";
import { deployBallast } from "./ballast/deploy-ballast.ts";
import { vaultPart } from "./ballast/vault-part.ts";
import type { BaseDeployment, ChainlinkFeedDeployment } from "./base-deployment.ts";
import type { DevChain } from "./chain/dev-chain.ts";
import { deployChainlinkFeed } from "./chainlink/deploy-chainlink-feed.ts";
import type { DevnetChain } from "./devnet-chains.ts";
import { feedsPart } from "./market/feeds-part.ts";
import type { ChainSite, DeployedPart, PreparedPart } from "./parts/devnet-part.ts";
import type { PartName } from "./parts/devnet-parts.ts";
import type { BaseContracts } from "./prepare-contracts.ts";
import { pythUpdateFeeWei } from "./pyth/pyth-price-ids.ts";
import { deployTokens } from "./tokens/deploy-tokens.ts";
import { devnetTokens, type Pair } from "./tokens/devnet-tokens.ts";

/** Seconds for which MockPyth's `getPrice` accepts a price. */
const pythValidSeconds = 60;
const startBlock = 1;

/**
 * Deploys every contract of one local chain from block 1 on: tokens and feeds, what the chain's table
 * entry names, Wormhole and Ballast.
 * @param parameters.priceE8 First price of a pair in units of 10^-8 USD.
 * @param parameters.later Time of a block so many seconds after the one before.
 */
export async function deployChain(parameters: {
  facts: DevnetChain;
  chain: DevChain;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: BaseContracts;
  parts: ReadonlyMap<PartName, PreparedPart>;
  guardians: readonly Address[];
  priceE8: (pair: Pair) => bigint;
  later: (seconds: number) => number;
}): Promise<{ base: BaseDeployment; parts: readonly DeployedPart[] }> {
  const { facts, chain, accounts, contracts, guardians, priceE8, later } = parameters;
  const deployer = accounts.deployer.address;
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
  const chainlink: ChainlinkFeedDeployment[] = [];
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
  const mine = (seconds = 1) => chain.mine({ timestamp: later(seconds) });
  await mine();

  const site: ChainSite = {
    ...{ chain, accounts, contracts, priceE8, later, mine },
    base: { facts, startBlock, tokens, linkToken, chainlink },
  };
  const parts: DeployedPart[] = [];
  for (const name of facts.parts) parts.push(await parameters.parts.get(name)!(site));
  const own = await deployBallast({ site, guardians });
  const base: BaseDeployment = { ...site.base, pyth, ...own };
  return { base, parts: [feedsPart, ...parts, vaultPart(own.ballast.collateralVault)] };
}
