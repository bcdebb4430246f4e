import { aaveV3Adapter } from "./aave-v3/adapter.ts";
import { ballastVaultAdapter } from "./ballast-vault/adapter.ts";
import { erc4626Adapter } from "./erc4626/adapter.ts";
import { makerAdapter } from "./maker/adapter.ts";
import { morphoBlueAdapter } from "./morpho-blue/adapter.ts";
import { perpV2Adapter } from "./perp-v2/adapter.ts";
import type { ProtocolAdapter } from "./protocol-adapter.ts";
import { venusAdapter } from "./venus/adapter.ts";

/** How each protocol's positions are read back: one line per adapter. */
export const protocolAdapters: readonly ProtocolAdapter[] = [
  aaveV3Adapter,
  ballastVaultAdapter,
  makerAdapter,
  erc4626Adapter,
  morphoBlueAdapter,
  venusAdapter,
  perpV2Adapter,
];
