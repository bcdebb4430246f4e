import type { ChainSite } from "../parts/devnet-part.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import type { AaveV3Market } from "./aave-v3-market.ts";
import type { AaveV3Deployer, AaveV3Version } from "./create-aave-v3-deployer.ts";
import { readAaveV3Proxies, readReserveTokens } from "./read-aave-v3-market.ts";

/** Deploys a market of every token of the chain, in two blocks. */
export async function deployAaveV3Market(parameters: {
  site: ChainSite;
  version: AaveV3Version;
  deployer: AaveV3Deployer;
}): Promise<AaveV3Market> {
  const { site, version } = parameters;
  const { chain, accounts, contracts, base } = site;
  const deployer = accounts.deployer.address;
  const treasury = accounts.treasury.address;
  const priceSources = devnetTokens.map(({ symbol, pair }) => ({
    symbol,
    asset: base.tokens[symbol],
    source: base.chainlink.find((feed) => feed.pair === pair)!.proxy,
  }));
  const core = await parameters.deployer.deployCore({
    chain,
    deployer,
    marketId: "Ballast devnet",
    priceSources,
  });
  await site.mine();

  const proxies = await readAaveV3Proxies({ chain, ...core });
  await parameters.deployer.listReserves({
    ...{ chain, deployer, treasury, tokens: base.tokens, ...proxies },
    poolAddressesProvider: core.poolAddressesProvider,
  });
  const flashLoanReceiver = await chain.deploy({
    from: deployer,
    artifact: contracts.aaveV3.MockFlashLoanSimpleReceiver,
    args: [core.poolAddressesProvider],
    label: "deploy the flash loan receiver",
  });
  await site.mine();

  const { protocolDataProvider } = core;
  const reserves = await Promise.all(
    priceSources.map(async ({ symbol, asset, source }) => ({
      ...{ symbol, asset, priceSource: source },
      ...(await readReserveTokens({ chain, protocolDataProvider, asset })),
    })),
  );
  return { version, ...core, ...proxies, treasury, reserves, flashLoanReceiver };
}
