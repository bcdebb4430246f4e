import { createAaveV3Part } from "../aave-v3/create-aave-v3-part.ts";
import { bridgeHomePart, bridgeRemotePart } from "../bridge/bridge-parts.ts";
import { secondPhasePart } from "../chainlink/second-phase-part.ts";
import { chainlinkCachePart } from "../chainlink-cache/chainlink-cache-part.ts";
import { chroniclePart } from "../chronicle/chronicle-part.ts";
import { makerPart } from "../maker/maker-part.ts";
import { morphoPart } from "../morpho-blue/morpho-part.ts";
import { perpV2Part } from "../perp-v2/perp-v2-part.ts";
import { stakedEtherPart } from "../rates/staked-ether-part.ts";
import { redstonePart } from "../redstone/redstone-part.ts";
import { sequencerPart } from "../sequencer/sequencer-part.ts";
import { uniswapV3Part } from "../uniswap-v3/uniswap-v3-part.ts";
import { venusPart } from "../venus/venus-part.ts";
import type { DevnetPart, PreparedPart } from "./devnet-part.ts";

/** Everything that a chain of the devnet may have. */
const devnetParts = {
  "aave-v3": createAaveV3Part("3.0.2"),
  "aave-v3-6": createAaveV3Part("3.6.0"),
  "uniswap-v3": uniswapV3Part,
  redstone: redstonePart,
  "second-phase": secondPhasePart,
  morpho: morphoPart,
  maker: makerPart,
  venus: venusPart,
  "perp-v2": perpV2Part,
  "chainlink-cache": chainlinkCachePart,
  chronicle: chroniclePart,
  sequencer: sequencerPart,
  "staked-ether": stakedEtherPart,
  "bridge-home": bridgeHomePart,
  "bridge-remote": bridgeRemotePart,
} as const satisfies Record<string, DevnetPart>;

export type PartName = keyof typeof devnetParts;

/** Prepares each of the named parts once. */
export async function prepareParts(parameters: {
  names: Iterable<PartName>;
  log: (line: string) => void;
}): Promise<ReadonlyMap<PartName, PreparedPart>> {
  const { names, log } = parameters;
  return new Map(
    await Promise.all(
      [...new Set(names)].map(async (name) => [name, await devnetParts[name]({ log })] as const),
    ),
  );
}
