import { readEnvironment, readNetwork } from "../config/environment.ts";
import { registerChainBlocks } from "./blocks/handlers.ts";
import { registerBridgedSupply } from "./oracles/bridged-supply/handlers.ts";
import { registerChainlink } from "./oracles/chainlink/handlers.ts";
import { registerChainlinkCache } from "./oracles/chainlink-cache/handlers.ts";
import { registerChronicle } from "./oracles/chronicle/handlers.ts";
import { registerPyth } from "./oracles/pyth/handlers.ts";
import { registerRates } from "./oracles/rates/handlers.ts";
import { registerRedstone } from "./oracles/redstone/handlers.ts";
import { registerSequencer } from "./oracles/sequencer/handlers.ts";
import { registerUniswapV3 } from "./oracles/uniswap-v3/handlers.ts";
import { registerAaveV3 } from "./protocols/aave-v3/handlers.ts";
import { registerBallastVault } from "./protocols/ballast-vault/handlers.ts";
import { registerErc4626 } from "./protocols/erc4626/handlers.ts";
import { registerMaker } from "./protocols/maker/handlers.ts";
import { registerMorphoBlue } from "./protocols/morpho-blue/handlers.ts";
import { registerPerpV2 } from "./protocols/perp-v2/handlers.ts";
import { registerVenus } from "./protocols/venus/handlers.ts";
import { registerWormhole } from "./wormhole/handlers.ts";

/*
 * The only side effect under src. Every source is in the configuration even where no chain has it,
 * so that each handler finds its own and a kind that a network lacks simply gets no events.
 */
const network = readNetwork(readEnvironment(process.env));

registerChainBlocks();
registerAaveV3(network);
registerBallastVault();
registerBridgedSupply(network);
registerChainlink(network);
registerChainlinkCache(network);
registerChronicle();
registerMaker(network);
registerErc4626();
registerMorphoBlue();
registerPerpV2(network);
registerPyth();
registerRates(network);
registerRedstone(network);
registerSequencer(network);
registerUniswapV3();
registerVenus();
registerWormhole();
