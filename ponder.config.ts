import { createConfig } from "ponder";
import { readEnvironment, readNetwork } from "./config/environment.ts";
import { ponderChain } from "./config/ponder-chain.ts";
import { chainBlockSources } from "./src/blocks/config.ts";
import {
  bridgedSupplyContracts,
  bridgedSupplyPollSources,
} from "./src/oracles/bridged-supply/config.ts";
import { chainlinkContracts, chainlinkPollSources } from "./src/oracles/chainlink/config.ts";
import { chainlinkCacheContracts } from "./src/oracles/chainlink-cache/config.ts";
import { chronicleContracts } from "./src/oracles/chronicle/config.ts";
import { pythContracts } from "./src/oracles/pyth/config.ts";
import { rateContracts, ratePollSources } from "./src/oracles/rates/config.ts";
import { redstoneContracts } from "./src/oracles/redstone/config.ts";
import { sequencerContracts, sequencerPollSources } from "./src/oracles/sequencer/config.ts";
import { uniswapV3Contracts } from "./src/oracles/uniswap-v3/config.ts";
import { aaveV3Contracts } from "./src/protocols/aave-v3/config.ts";
import { ballastVaultContracts } from "./src/protocols/ballast-vault/config.ts";
import { erc4626Contracts } from "./src/protocols/erc4626/config.ts";
import { makerContracts } from "./src/protocols/maker/config.ts";
import { morphoBlueContracts } from "./src/protocols/morpho-blue/config.ts";
import { perpV2Contracts } from "./src/protocols/perp-v2/config.ts";
import { venusContracts } from "./src/protocols/venus/config.ts";
import { wormholeContracts } from "./src/wormhole/config.ts";

const environment = readEnvironment(process.env);
const network = readNetwork(environment);

/** Of Ponder's own connections. Postgres allows 100 by default, for all of Ballast's processes. */
const PONDER_CONNECTIONS = 15;

export default createConfig({
  ordering: "multichain",
  database: {
    kind: "postgres",
    connectionString: environment.DATABASE_URL,
    poolConfig: { max: PONDER_CONNECTIONS },
  },
  chains: Object.fromEntries(
    network.chains.map((chain) => [chain.name, ponderChain(chain, network)]),
  ),
  contracts: {
    ...aaveV3Contracts(network),
    ...ballastVaultContracts(network),
    ...bridgedSupplyContracts(network),
    ...chainlinkContracts(network),
    ...chainlinkCacheContracts(network),
    ...chronicleContracts(network),
    ...makerContracts(network),
    ...erc4626Contracts(network),
    ...morphoBlueContracts(network),
    ...perpV2Contracts(network),
    ...pythContracts(network),
    ...rateContracts(network),
    ...redstoneContracts(network),
    ...sequencerContracts(network),
    ...uniswapV3Contracts(network),
    ...venusContracts(network),
    ...wormholeContracts(network),
  },
  blocks: {
    ...chainBlockSources(network),
    ...bridgedSupplyPollSources(network),
    ...chainlinkPollSources(network),
    ...ratePollSources(network),
    ...sequencerPollSources(network),
  },
});
