import { type Address, parseAbi, stringToHex } from "viem";
import { createChronicleKeeper } from "../market/create-chronicle-keeper.ts";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { compileOwnContract } from "../solidity/compile-own-contract.ts";
import {
  type ChroniclePair,
  chronicleHeartbeatSeconds,
  chroniclePairs,
} from "./chronicle-parameters.ts";

const abi = parseAbi(["event Poked(address indexed caller, uint128 val, uint32 age)"]);

/** A stand-in for Chronicle's Scribe of each of two pairs. */
export const chroniclePart: DevnetPart = async ({ log }) => {
  const artifact = await compileOwnContract({ path: "devnet/chronicle/StandInScribe.sol", log });
  return async ({ chain, accounts, base }) => {
    const scribes = new Map<ChroniclePair, Address>();
    for (const pair of chroniclePairs) {
      const scribe = await chain.deploy({
        from: accounts.deployer.address,
        artifact,
        args: [stringToHex(pair, { size: 32 })],
        label: `deploy the Scribe of ${pair}`,
      });
      scribes.set(pair, scribe);
    }
    return {
      name: "chronicle",
      manifest: {
        chronicle: [...scribes].map(([pair, scribe]) => ({
          ...{ pair, scribe },
          heartbeatSeconds: chronicleHeartbeatSeconds,
          startBlock: base.startBlock,
        })),
      },
      createKeeper: (parameters) => createChronicleKeeper({ ...parameters, scribes }),
      expected: expectEvents({ abi, required: { Poked: 16 } }),
    };
  };
};
