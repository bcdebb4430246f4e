import { beforeAll, expect, test } from "vitest";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import { historyStartSeconds } from "../../../devnet/scenario/history.ts";
import { chainCaip2 } from "../../../src/core/identifiers.ts";
import type { IndexWorld } from "../../support/index-world.ts";
import type { RestingWorld } from "../../support/liquidation/open-liquidation-world.ts";

/*
 * Chainlink's DataFeedsCache, Chronicle's Scribes and a watched sequencer through the real indexer,
 * over the whole scenario: every value is the contract's at every block, and the answers keep a
 * chain's feeds from voting while its sequencer is down and for the grace after each restart.
 */
const BETA = 31_338;
let world: IndexWorld;
let heads: Record<number, bigint>;

/** The answers while a sequencer is down, and about feeds that logs do not tell of. */
export function sequencer(open: () => RestingWorld): void {
  beforeAll(async () => {
    ({ world } = open());
    heads = await world.heads();
  });

  test("an answer shows on every feed of the chain that its sequencer is down, or was so just now", async () => {
    const { feed, graceSeconds } = world.network.chains.find(({ chainId }) => chainId === BETA)!
      .sequencer!;
    const client = world.client(BETA);
    const seen: (string | null)[] = [];
    const historyStart = world.manifest.genesisTimestamp + historyStartSeconds;
    for (let number = 1n; number <= heads[BETA]!; number += 1n) {
      const { timestamp } = await client.getBlock({ blockNumber: number });
      if (Number(timestamp) < historyStart) continue;
      const [, answer, startedAt] = await client.readContract({
        address: feed,
        abi: chainlinkProxyAbi,
        functionName: "latestRoundData",
        blockNumber: number,
      });
      const isInGrace = timestamp - startedAt <= BigInt(graceSeconds);
      const expected = answer === 1n ? "sequencer_down" : isInGrace ? "sequencer_grace" : null;
      if (expected === seen.at(-1)) continue;
      seen.push(expected);
      const { feeds, flags } = await priceAt(number);
      expect(flags.includes("sequencer")).toBe(expected !== null);
      const ofChain = feeds.filter(({ chain }) => chain === chainCaip2(BETA));
      expect(ofChain.map(({ kind }) => kind).sort()).toEqual([
        "chainlink",
        "chronicle",
        "pyth",
        "redstone",
      ]);
      if (expected !== null)
        expect(new Set(ofChain.map(({ reject }) => reject))).toEqual(new Set([expected]));
      else expect(ofChain.some(({ reject }) => reject?.startsWith("sequencer"))).toBe(false);
    }
    expect(seen).toEqual([
      null,
      "sequencer_down",
      "sequencer_grace",
      "sequencer_down",
      "sequencer_grace",
      null,
    ]);
  });

  test("Chainlink's cache adds no vote beside its standard feeds, Chronicle does", async () => {
    const { quorum, status, feeds } = await priceAt(heads[BETA]!);
    expect([status, quorum]).toEqual(["ok", { needed: 3, had: 4, configured: 4 }]);
    expect(feeds.filter(({ voted }) => voted)).toHaveLength(4);
    expect(feeds.map(({ kind }) => kind)).toContain("chainlink-cache");
  });
}

type FeedAnswer = { chain: string; kind: string; reject: string | null; voted: boolean };

async function priceAt(number: bigint) {
  const { address } = world.manifest.chains
    .find(({ chainId }) => chainId === BETA)!
    .tokens.find(({ symbol }) => symbol === "USDC")!;
  const query = `assets=${chainCaip2(BETA)}/erc20:${address}&at=${chainCaip2(BETA)}:${number}`;
  const response = await fetch(`${world.ponder().url}/v1/prices?${query}`, {
    signal: AbortSignal.timeout(30_000),
  });
  expect(response.status).toBe(200);
  const { items } = (await response.json()) as {
    items: {
      price: {
        flags: string[];
        status: string;
        quorum: { configured: number; had: number };
        feeds: FeedAnswer[];
      };
    }[];
  };
  return items[0]!.price;
}
