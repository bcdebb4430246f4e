import { parseAbi } from "viem";
import { createRedstoneKeeper } from "../market/create-redstone-keeper.ts";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import { prepareRedstoneAdapter } from "./prepare-redstone-adapter.ts";
import {
  redstoneDataFeedIds,
  redstoneDecimals,
  redstoneHeartbeatSeconds,
  redstoneSignersThreshold,
} from "./redstone-feed-parameters.ts";

const abi = parseAbi(["event ValueUpdate(uint256 value, bytes32 dataFeedId, uint256 updatedAt)"]);

/** RedStone's feeds of every pair, at one adapter. */
export const redstonePart: DevnetPart = async ({ log }) => {
  const artifact = await prepareRedstoneAdapter({ log });
  return async ({ chain, accounts, base }) => {
    const adapter = await chain.deploy({
      from: accounts.deployer.address,
      artifact,
      label: "deploy the RedStone adapter",
    });
    const signers = [
      accounts["redstone-signer-1"].address,
      accounts["redstone-signer-2"].address,
      accounts["redstone-signer-3"].address,
    ];
    return {
      name: "redstone",
      manifest: {
        redstone: devnetTokens.map(({ pair }) => ({
          ...{ pair, adapter, signers },
          dataFeedId: redstoneDataFeedIds[pair],
          decimals: redstoneDecimals,
          heartbeatSeconds: redstoneHeartbeatSeconds,
          uniqueSignersThreshold: redstoneSignersThreshold,
          updaters: [accounts.keeper.address],
          startBlock: base.startBlock,
        })),
      },
      createKeeper: (parameters) => createRedstoneKeeper({ ...parameters, adapter }),
      expected: expectEvents({ abi, required: { ValueUpdate: 40 } }),
    };
  };
};
