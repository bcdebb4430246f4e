import type { Address } from "viem";
import { prepareOpenVault } from "../erc4626/prepare-open-vault.ts";
import type { DeployedPart, DevnetPart } from "../parts/devnet-part.ts";
import { actGentlyOnMorpho } from "./act-gently-on-morpho.ts";
import { createMorphoWorkloads } from "./create-morpho-workloads.ts";
import { deployMorphoSuite, type MorphoPeople } from "./deploy-morpho-suite.ts";
import { morphoExpectation } from "./morpho-expectation.ts";
import { marketParams } from "./morpho-transactions.ts";
import { playMorphoScenario } from "./play-morpho-scenario.ts";
import { prepareMorphoBlue } from "./prepare-morpho-blue.ts";

/** Whole tokens of each of the people. */
const grants = { WETH: 1_000n, USDC: 2_000_000n, DAI: 2_000_000n, WBTC: 30n } as const;

/** What a share with 18 decimals is worth in units of its vault's asset. */
function shareRate(share: { symbol: string; vault: Address; unit: string; assetDecimals: number }) {
  const { symbol, vault, unit, assetDecimals } = share;
  const decimals = 18;
  return {
    token: { symbol, address: vault, decimals },
    unit,
    source: { kind: "erc4626" as const, vault, shareDecimals: decimals, assetDecimals },
    updates: vault,
    capAdapter: null,
  };
}

/** Morpho Blue with a MetaMorpho vault and two plain ERC-4626 vaults, and price sources of its own. */
export const morphoPart: DevnetPart = async ({ log }) => {
  const artifacts = {
    morpho: await prepareMorphoBlue({ log }),
    openVault: await prepareOpenVault({ log }),
  };
  return async (site): Promise<DeployedPart> => {
    const { chain, accounts, base } = site;
    const startBlock = Number(await chain.client.getBlockNumber({ cacheTime: 0 })) + 1;
    const people: MorphoPeople = [
      accounts.alice.address,
      accounts.bob.address,
      accounts.carol.address,
      accounts.dave.address,
      accounts.erin.address,
      accounts.frank.address,
      accounts.ivan.address,
      accounts.judy.address,
    ];
    const suite = await deployMorphoSuite({
      ...{ chain, accounts, people, artifacts, grants },
      tokens: base.tokens,
      pricesE8: { WETH: site.priceE8("ETH/USD"), WBTC: site.priceE8("BTC/USD") },
      mine: site.mine,
    });
    return {
      name: "morpho-blue",
      manifest: {
        morphoBlue: [
          {
            id: "main",
            morpho: suite.morpho,
            adaptiveCurveIrm: suite.adaptiveCurveIrm,
            startBlock,
            markets: Object.values(suite.markets).map((market) => ({
              id: market.id,
              ...marketParams(market),
              lltv: String(market.lltvWad),
            })),
          },
        ],
        erc4626: [
          { symbol: "vbvUSDC", vault: suite.vaultOfShares, startBlock },
          { symbol: "vWETH", vault: suite.vaultOfWeth, startBlock },
        ],
        rates: [
          shareRate({ symbol: "bvUSDC", vault: suite.meta.vault, unit: "USDC", assetDecimals: 6 }),
          shareRate({
            ...{ symbol: "vbvUSDC", vault: suite.vaultOfShares },
            ...{ unit: "BVUSDC", assetDecimals: 18 },
          }),
          shareRate({ symbol: "vWETH", vault: suite.vaultOfWeth, unit: "ETH", assetDecimals: 18 }),
        ].map((rate) => ({ ...rate, startBlock })),
        metaMorpho: [
          {
            factory: suite.meta.factory,
            startBlock,
            vaults: [{ symbol: "bvUSDC", vault: suite.meta.vault, asset: base.tokens.USDC }],
          },
        ],
      },
      playAlone(stage) {
        const onStage = { ...suite, chain: stage.chain };
        return playMorphoScenario(onStage, (seconds) =>
          stage.chain.mine({ timestamp: stage.later(seconds) }),
        );
      },
      actGently: (stage) => (percent) => actGentlyOnMorpho(stage, suite, percent),
      workloads: (stage) => createMorphoWorkloads(stage, suite),
      expected: morphoExpectation,
    };
  };
};
