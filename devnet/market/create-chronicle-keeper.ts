import type { Address } from "viem";
import {
  type ChroniclePair,
  chronicleDeviationBps,
  chronicleHeartbeatSeconds,
} from "../chronicle/chronicle-parameters.ts";
import { pokeScribe } from "../chronicle/poke-scribe.ts";
import { deviates, type FeedKeeper, type FeedKeeperParameters } from "./create-feed-keeper.ts";

/** From the signatures to the block. */
const delaySeconds = 5;
/** Chronicle's validators see every price a little lower than the market. */
const skewPpm = -30n;
const e8ToWad = 10n ** 10n;

/** Pokes the Scribes whose price moved or grew old. Nothing here is by chance. */
export function createChronicleKeeper(
  parameters: FeedKeeperParameters & { scribes: ReadonlyMap<ChroniclePair, Address> },
): FeedKeeper {
  const { chain, scribes, accounts, market, longestGapSeconds } = parameters;
  const poked = new Map<ChroniclePair, { priceE8: bigint; timestamp: number }>();

  return {
    async tick({ timestamp, everything }) {
      for (const [pair, scribe] of scribes) {
        const priceE8 = market.priceE8(pair, timestamp);
        const last = poked.get(pair);
        const age = timestamp - delaySeconds;
        const due =
          everything ||
          last === undefined ||
          timestamp + longestGapSeconds - last.timestamp > chronicleHeartbeatSeconds ||
          deviates({ from: last.priceE8, to: priceE8, bps: chronicleDeviationBps });
        // A value must have been signed after the write of the one before.
        if (!due || (last !== undefined && age <= last.timestamp)) continue;
        const valueWad = (priceE8 * e8ToWad * (1_000_000n + skewPpm)) / 1_000_000n;
        chain.send(pokeScribe({ scribe, keeper: accounts.keeper.address, valueWad, age }));
        poked.set(pair, { priceE8, timestamp });
      }
    },
  };
}
