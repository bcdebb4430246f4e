import type { Address } from "viem";
import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import { deployOpenVault } from "../erc4626/vault-transactions.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { approveToken, mintToken, type TokenAddresses } from "../tokens/deploy-tokens.ts";
import { devnetTokens, type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";
import { deployMetaMorpho, type MetaMorpho } from "./deploy-meta-morpho.ts";
import {
  createMarket,
  deployMorphoBlue,
  type MorphoBlue,
  oraclePrice,
} from "./deploy-morpho-blue.ts";
import { type LocalMarket, localMarket, setOraclePrice } from "./morpho-transactions.ts";
import type { MorphoContractName } from "./prepare-morpho-blue.ts";

export type MorphoArtifacts = {
  morpho: Record<MorphoContractName, Artifact>;
  openVault: Artifact;
};

/** The first lends, the others borrow, and hold vault shares; each has a part in the scenario. */
export type MorphoPeople = readonly [
  alice: Address,
  bob: Address,
  carol: Address,
  dave: Address,
  erin: Address,
  frank: Address,
  grace: Address,
  heidi: Address,
];

export type MorphoMarketName = keyof MorphoBlue["markets"] | "shareDai" | "blindDai" | "junk";

/** Morpho Blue with all that the scenario needs around it. */
export type MorphoSuite = Omit<MorphoBlue, "markets"> & {
  chain: DevChain;
  deployer: Address;
  treasury: Address;
  people: MorphoPeople;
  tokens: TokenAddresses;
  meta: MetaMorpho;
  vaultOfShares: Address;
  vaultOfWeth: Address;
  markets: Record<MorphoMarketName, LocalMarket>;
  /** First prices of the markets' oracles: loan units per collateral unit, × 10^36. */
  prices: Record<"wethUsdc" | "wbtcUsdc" | "wethDai" | "shareDai", bigint>;
};

/**
 * Deploys Morpho Blue, a MetaMorpho vault, a vault of its shares and one of WETH, a market whose
 * collateral is the MetaMorpho share, one whose oracle is no contract and one of nobody's tokens; all
 * people have tokens and have approved everything. Takes five blocks, one of them a day long.
 * @param parameters.pricesE8 USD per whole token in units of 10^-8.
 * @param parameters.grants Whole tokens that each of the people gets.
 */
export async function deployMorphoSuite(parameters: {
  chain: DevChain;
  accounts: Record<DevnetRole, DevnetAccount>;
  people: MorphoPeople;
  tokens: TokenAddresses;
  artifacts: MorphoArtifacts;
  pricesE8: { WETH: bigint; WBTC: bigint };
  grants: Record<TokenSymbol, bigint>;
  mine: (seconds: number) => Promise<MinedBlock>;
}): Promise<MorphoSuite> {
  const { chain, accounts, people, tokens, artifacts, pricesE8, grants, mine } = parameters;
  const deployer = accounts.deployer.address;
  const treasury = accounts.treasury.address;
  const feeRecipient = treasury;
  const { markets: blueMarkets, ...blue } = await deployMorphoBlue({
    ...{ chain, deployer, feeRecipient, tokens },
    artifacts: artifacts.morpho,
    prices: pricesE8,
  });
  await mine(1);
  const meta = await deployMetaMorpho({
    ...{ chain, deployer, feeRecipient, mine },
    factoryArtifact: artifacts.morpho.MetaMorphoFactory,
    morpho: blue.morpho,
    asset: tokens.USDC,
    markets: [
      { market: blueMarkets.wethUsdc, cap: 250_000n * tokenUnit.USDC },
      { market: blueMarkets.wbtcUsdc, cap: 150_000n * tokenUnit.USDC },
      { market: blueMarkets.idleUsdc, cap: 10n ** 15n },
    ],
  });
  const vaultOf = (asset: Address, symbol: string) =>
    deployOpenVault({
      chain,
      deployer,
      artifact: artifacts.openVault,
      asset,
      name: symbol,
      symbol,
    });
  const vaultOfShares = await vaultOf(meta.vault, "vbvUSDC");
  const vaultOfWeth = await vaultOf(tokens.WETH, "vWETH");
  const shareOracle = await chain.deploy({
    from: deployer,
    artifact: artifacts.morpho.OracleMock,
    label: "deploy the share's oracle",
  });
  const adaptive = { irm: blue.adaptiveCurveIrm, lltvWad: 915n * 10n ** 15n };
  const markets = {
    ...blueMarkets,
    shareDai: localMarket({
      ...adaptive,
      loanToken: tokens.DAI,
      collateralToken: meta.vault,
      oracle: shareOracle,
    }),
    blindDai: localMarket({
      ...adaptive,
      loanToken: tokens.DAI,
      collateralToken: tokens.WETH,
      oracle: accounts.judy.address,
    }),
    junk: localMarket({
      ...adaptive,
      loanToken: accounts.ivan.address,
      collateralToken: accounts.judy.address,
      oracle: accounts.kim.address,
    }),
  };
  for (const market of [markets.shareDai, markets.blindDai, markets.junk]) {
    createMarket({ chain, morpho: blue.morpho, from: deployer, market });
  }
  // A MetaMorpho share has 18 decimals and is worth near a dollar.
  const sharePrice = oraclePrice({ priceE8: 10n ** 8n, collateralDecimals: 18, loanDecimals: 18 });
  chain.send(setOraclePrice({ from: deployer, market: markets.shareDai, price: sharePrice }));
  await mine(1);

  const spenders = [blue.morpho, meta.vault, vaultOfShares, vaultOfWeth];
  const approveAll = (token: Address, owner: Address) => {
    for (const spender of spenders) chain.send(approveToken({ token, owner, spender }));
  };
  for (const person of people) {
    for (const { symbol } of devnetTokens) {
      const token = tokens[symbol];
      const amount = grants[symbol] * tokenUnit[symbol];
      chain.send(mintToken({ token, from: deployer, to: person, amount }));
      approveAll(token, person);
    }
    for (const share of [meta.vault, vaultOfShares]) approveAll(share, person);
  }
  // What a flash loan leaves with its borrower, who approves as much.
  chain.send(mintToken({ token: tokens.USDC, from: deployer, to: blue.flashBorrower, amount: 1n }));
  await mine(5);

  return {
    ...{ ...blue, chain, deployer, treasury, people, tokens, meta, vaultOfShares, vaultOfWeth },
    markets,
    prices: {
      wethUsdc: oraclePrice({ priceE8: pricesE8.WETH, collateralDecimals: 18, loanDecimals: 6 }),
      wbtcUsdc: oraclePrice({ priceE8: pricesE8.WBTC, collateralDecimals: 8, loanDecimals: 6 }),
      wethDai: oraclePrice({ priceE8: pricesE8.WETH, collateralDecimals: 18, loanDecimals: 18 }),
      shareDai: sharePrice,
    },
  };
}
