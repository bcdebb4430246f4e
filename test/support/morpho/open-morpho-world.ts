import { type Address, encodeFunctionData } from "viem";
import { findFreePort } from "../../../bin/support/free-port.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import {
  type MinedBlock,
  openDevChain,
  type Transaction,
} from "../../../devnet/chain/dev-chain.ts";
import { prepareOpenVault } from "../../../devnet/erc4626/prepare-open-vault.ts";
import { deployOpenVault } from "../../../devnet/erc4626/vault-transactions.ts";
import { deployMetaMorpho } from "../../../devnet/morpho-blue/deploy-meta-morpho.ts";
import {
  createMarket,
  deployMorphoBlue,
  oraclePrice,
} from "../../../devnet/morpho-blue/deploy-morpho-blue.ts";
import {
  type LocalMarket,
  localMarket,
  setOraclePrice,
} from "../../../devnet/morpho-blue/morpho-transactions.ts";
import { prepareMorphoBlue } from "../../../devnet/morpho-blue/prepare-morpho-blue.ts";
import {
  approveToken,
  deployTokens,
  mintableTokenAbi,
  mintToken,
} from "../../../devnet/tokens/deploy-tokens.ts";

const CHAIN_ID = 31_337;
const WETH_PRICE_E8 = 2_500n * 10n ** 8n;
const WBTC_PRICE_E8 = 60_000n * 10n ** 8n;
const PEOPLE = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"] as const;

export type MorphoWorld = Awaited<ReturnType<typeof openMorphoWorld>>;

/**
 * A chain with Morpho Blue, a MetaMorpho vault, a vault of its shares and one of WETH, a market whose
 * collateral is the MetaMorpho share, one whose oracle is no contract and one of nobody's tokens; all
 * people have tokens and have approved everything.
 */
export async function openMorphoWorld() {
  const log = () => undefined;
  const [morphoArtifacts, openVault, aave] = [
    await prepareMorphoBlue({ log }),
    await prepareOpenVault({ log }),
    await fetchAaveV3Artifacts({ log }),
  ];
  const genesisTimestamp = 1_750_000_000;
  const anvil = await startAnvil({
    chainId: CHAIN_ID,
    port: await findFreePort(),
    genesisTimestamp,
    mnemonic: devnetMnemonic,
    accounts: devnetAccountCount,
  });
  const chain = openDevChain({ name: "morpho", chainId: CHAIN_ID, url: anvil.url });
  const accounts = devnetAccounts();
  const deployer = accounts.deployer.address;
  const treasury = accounts.treasury.address;
  const blocks: MinedBlock[] = [];
  const refused: string[] = [];
  let now = genesisTimestamp;
  const mine = async (seconds: number, options: { mayFail?: boolean } = {}) => {
    now += seconds;
    const block = await chain.mine({
      timestamp: now,
      onFailure: options.mayFail ? (message) => refused.push(message) : undefined,
    });
    blocks.push(block);
    return block;
  };
  /** Sends and mines a block of its own. */
  const act = async (seconds: number, ...transactions: Transaction[]) => {
    for (const transaction of transactions) chain.send(transaction);
    return mine(seconds);
  };

  const tokens = await deployTokens({ chain, deployer, mintableErc20: aave.MintableERC20 });
  const blue = await deployMorphoBlue({
    chain,
    deployer,
    feeRecipient: treasury,
    artifacts: morphoArtifacts,
    tokens,
    prices: { WETH: WETH_PRICE_E8, WBTC: WBTC_PRICE_E8 },
  });
  await mine(1);
  const { wethUsdc, wbtcUsdc, idleUsdc } = blue.markets;
  const meta = await deployMetaMorpho({
    chain,
    deployer,
    feeRecipient: treasury,
    factoryArtifact: morphoArtifacts.MetaMorphoFactory,
    morpho: blue.morpho,
    asset: tokens.USDC,
    markets: [
      { market: wethUsdc, cap: 250_000n * 10n ** 6n },
      { market: wbtcUsdc, cap: 150_000n * 10n ** 6n },
      { market: idleUsdc, cap: 10n ** 15n },
    ],
    mine,
  });
  const vaultOf = (asset: Address, symbol: string) =>
    deployOpenVault({ chain, deployer, artifact: openVault, asset, name: symbol, symbol });
  const vaultOfShares = await vaultOf(meta.vault, "vbvUSDC");
  const vaultOfWeth = await vaultOf(tokens.WETH, "vWETH");
  const shareOracle = await chain.deploy({
    from: deployer,
    artifact: morphoArtifacts.OracleMock,
    label: "deploy the share's oracle",
  });
  const adaptive = { irm: blue.adaptiveCurveIrm, lltvWad: 915n * 10n ** 15n };
  const shareDai = localMarket({
    ...adaptive,
    loanToken: tokens.DAI,
    collateralToken: meta.vault,
    oracle: shareOracle,
  });
  const blindDai = localMarket({
    ...adaptive,
    loanToken: tokens.DAI,
    collateralToken: tokens.WETH,
    oracle: accounts.judy.address,
  });
  const junk = localMarket({
    ...adaptive,
    loanToken: accounts.ivan.address,
    collateralToken: accounts.judy.address,
    oracle: accounts.kim.address,
  });
  for (const market of [shareDai, blindDai, junk]) {
    createMarket({ chain, morpho: blue.morpho, from: deployer, market });
  }
  // A MetaMorpho share has 18 decimals and is worth near a dollar.
  const sharePrice = oraclePrice({ priceE8: 10n ** 8n, collateralDecimals: 18, loanDecimals: 18 });
  chain.send(setOraclePrice({ from: deployer, market: shareDai, price: sharePrice }));
  const people = PEOPLE.map((name) => accounts[name].address);
  const spenders = [blue.morpho, meta.vault, vaultOfShares, vaultOfWeth];
  const units = { WETH: 10n ** 18n, USDC: 10n ** 6n, DAI: 10n ** 18n, WBTC: 10n ** 8n } as const;
  await mine(1);
  for (const person of people) {
    for (const [symbol, token] of Object.entries(tokens)) {
      const amount = 10_000_000n * units[symbol as keyof typeof units];
      chain.send(mintToken({ token, from: deployer, to: person, amount }));
      for (const spender of spenders) chain.send(approveToken({ token, owner: person, spender }));
    }
    for (const share of [meta.vault, vaultOfShares]) {
      for (const spender of spenders)
        chain.send(approveToken({ token: share, owner: person, spender }));
    }
  }
  chain.send({
    from: deployer,
    to: tokens.USDC,
    data: encodeFunctionData({
      abi: mintableTokenAbi,
      functionName: "mint",
      args: [blue.flashBorrower, 1n],
    }),
    label: "fund the flash borrower",
  });
  await mine(5);

  const markets: Record<string, LocalMarket> = { ...blue.markets, shareDai, blindDai, junk };
  return {
    ...blue,
    anvil,
    chain,
    accounts,
    deployer,
    treasury,
    people,
    tokens,
    units,
    meta,
    vaultOfShares,
    vaultOfWeth,
    markets,
    prices: {
      wethUsdc: oraclePrice({ priceE8: WETH_PRICE_E8, collateralDecimals: 18, loanDecimals: 6 }),
      wbtcUsdc: oraclePrice({ priceE8: WBTC_PRICE_E8, collateralDecimals: 8, loanDecimals: 6 }),
      wethDai: oraclePrice({ priceE8: WETH_PRICE_E8, collateralDecimals: 18, loanDecimals: 18 }),
      shareDai: sharePrice,
    },
    genesisTimestamp,
    blocks,
    refused,
    mine,
    act,
  };
}
