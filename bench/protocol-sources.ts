import type { Network } from "../config/network.ts";
import { aaveV3Contracts } from "../src/protocols/aave-v3/config.ts";
import { ballastVaultContracts } from "../src/protocols/ballast-vault/config.ts";
import { erc4626Contracts } from "../src/protocols/erc4626/config.ts";
import { makerContracts } from "../src/protocols/maker/config.ts";
import { morphoBlueContracts } from "../src/protocols/morpho-blue/config.ts";
import { perpV2Contracts } from "../src/protocols/perp-v2/config.ts";
import { venusContracts } from "../src/protocols/venus/config.ts";

/** The names of each protocol's sources in Ponder's configuration; only protocols that a chain has. */
export function protocolSources(network: Network): ReadonlyMap<string, readonly string[]> {
  const contracts = {
    "aave-v3": aaveV3Contracts(network),
    "ballast-vault": ballastVaultContracts(network),
    maker: makerContracts(network),
    erc4626: erc4626Contracts(network),
    "morpho-blue": morphoBlueContracts(network),
    venus: venusContracts(network),
    "perp-v2": perpV2Contracts(network),
  };
  return new Map(
    Object.entries(contracts)
      .filter(([, sources]) =>
        Object.values(sources).some(({ chain }) => Object.keys(chain).length > 0),
      )
      .map(([protocol, sources]) => [protocol, Object.keys(sources)]),
  );
}
