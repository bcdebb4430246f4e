import { findFreePort } from "../../../bin/support/free-port.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import { type MinedBlock, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { prepareOpenVault } from "../../../devnet/erc4626/prepare-open-vault.ts";
import {
  deployMorphoSuite,
  type MorphoPeople,
} from "../../../devnet/morpho-blue/deploy-morpho-suite.ts";
import { prepareMorphoBlue } from "../../../devnet/morpho-blue/prepare-morpho-blue.ts";
import { deployTokens } from "../../../devnet/tokens/deploy-tokens.ts";
import { tokenUnit } from "../../../devnet/tokens/devnet-tokens.ts";

const CHAIN_ID = 31_337;
const PRICES_E8 = { WETH: 2_500n * 10n ** 8n, WBTC: 60_000n * 10n ** 8n };
const GRANTS = { WETH: 10_000_000n, USDC: 10_000_000n, DAI: 10_000_000n, WBTC: 10_000_000n };

export type MorphoWorld = Awaited<ReturnType<typeof openMorphoWorld>>;

/** A chain with Morpho Blue and all that its scenario needs, and no feeds. */
export async function openMorphoWorld() {
  const log = () => undefined;
  const [morpho, openVault, aave] = [
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
  const tokens = await deployTokens({ chain, deployer, mintableErc20: aave.MintableERC20 });
  const people: MorphoPeople = [
    accounts.alice.address,
    accounts.bob.address,
    accounts.carol.address,
    accounts.dave.address,
    accounts.erin.address,
    accounts.frank.address,
    accounts.grace.address,
    accounts.heidi.address,
  ];
  const suite = await deployMorphoSuite({
    ...{ chain, accounts, people, tokens, mine },
    artifacts: { morpho, openVault },
    pricesE8: PRICES_E8,
    grants: GRANTS,
  });
  return {
    ...suite,
    anvil,
    accounts,
    units: tokenUnit,
    genesisTimestamp,
    blocks,
    refused,
    mine,
  };
}
