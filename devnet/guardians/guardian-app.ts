import { Hono } from "hono";
import { type Address, type Hex, hexToBytes } from "viem";
import type { ChainHeads } from "./message-watcher.ts";
import type { WatchedChain } from "./watched-chain.ts";

/** Codes of gRPC, which the guardians' gateway puts into its JSON errors. */
const invalidArgument = 3;
const notFound = 5;

export type GuardianNetworkState = {
  guardianSetIndex: number;
  addresses: readonly Address[];
  bootTimestampNanoseconds: bigint;
  chains(): readonly { chain: WatchedChain; heads: ChainHeads }[];
  /** Polls so far. */
  counter(): number;
  nowNanoseconds(): bigint;
  findVaa(id: { chain: number; emitter: Hex; sequence: bigint }): Hex | undefined;
};

/**
 * The routes of a guardian's public RPC that relayers use, in the shapes of wormhole-foundation/
 * wormhole, proto/publicrpc/v1: 64-bit numbers are strings, bytes are base64.
 */
export function createGuardianApp(state: GuardianNetworkState): Hono {
  const app = new Hono();

  app.get("/v1/signed_vaa/:chain/:emitter/:sequence", (context) => {
    const { chain, emitter, sequence } = context.req.param();
    if (!/^\d{1,5}$/.test(chain)) return context.json(failure(invalidArgument, "no chain"), 400);
    if (!/^[0-9a-fA-F]{64}$/.test(emitter)) {
      return context.json(failure(invalidArgument, "address must be 32 bytes"), 400);
    }
    if (!/^\d{1,20}$/.test(sequence)) {
      return context.json(failure(invalidArgument, "no sequence"), 400);
    }
    const vaa = state.findVaa({
      chain: Number(chain),
      emitter: `0x${emitter.toLowerCase()}`,
      sequence: BigInt(sequence),
    });
    return vaa === undefined
      ? context.json(failure(notFound, "requested VAA not found in store"), 404)
      : context.json({ vaaBytes: Buffer.from(hexToBytes(vaa)).toString("base64") });
  });

  app.get("/v1/guardianset/current", (context) =>
    context.json({
      guardianSet: { index: state.guardianSetIndex, addresses: state.addresses },
    }),
  );

  app.get("/v1/heartbeats", (context) => {
    const timestamp = state.nowNanoseconds().toString();
    const networks = state.chains().map(({ chain, heads }) => ({
      id: chain.wormholeChainId,
      height: heads.latest.toString(),
      contractAddress: chain.core,
      errorCount: "0",
      safeHeight: heads.safe.toString(),
      finalizedHeight: heads.finalized.toString(),
    }));
    return context.json({
      entries: state.addresses.map((address, index) => ({
        verifiedGuardianAddr: address,
        p2pNodeAddr: `local-guardian-${index}`,
        rawHeartbeat: {
          nodeName: `local guardian ${index}`,
          counter: state.counter().toString(),
          timestamp,
          networks,
          version: "ballast-devnet",
          guardianAddr: address,
          bootTimestamp: state.bootTimestampNanoseconds.toString(),
          features: [],
        },
      })),
    });
  });

  app.notFound((context) => context.json(failure(notFound, "Not Found"), 404));
  return app;
}

function failure(code: number, message: string) {
  return { code, message, details: [] };
}
