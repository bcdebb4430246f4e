import type { Address } from "viem";
import { redstoneHeartbeatSeconds } from "../redstone/redstone-feed-parameters.ts";
import { updateRedstoneValues } from "../redstone/update-redstone-values.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import {
  deviates,
  type FeedKeeper,
  type FeedKeeperParameters,
  feedPairs,
  observationPpm,
  observed,
} from "./create-feed-keeper.ts";

const deviationBps = 50n;
/** RedStone's nodes sign on the full ten seconds. */
const signingIntervalSeconds = 10;

/** Pushes the feeds that moved or grew old, as two of the three signers saw them. */
export function createRedstoneKeeper(
  parameters: FeedKeeperParameters & { adapter: Address },
): FeedKeeper {
  const { chain, adapter, accounts, market, random, longestGapSeconds } = parameters;
  const signers = [
    accounts["redstone-signer-1"],
    accounts["redstone-signer-2"],
    accounts["redstone-signer-3"],
  ];
  const reported = new Map<Pair, { priceE8: bigint; signedAt: number }>();

  return {
    async tick({ timestamp, everything }) {
      const signedAt = Math.floor(timestamp / signingIntervalSeconds) * signingIntervalSeconds;
      const due = feedPairs.filter((pair) => {
        const last = reported.get(pair);
        if (last === undefined) return true;
        if (signedAt <= last.signedAt) return false;
        return (
          everything ||
          timestamp + longestGapSeconds - last.signedAt > redstoneHeartbeatSeconds ||
          deviates({
            from: last.priceE8,
            to: market.priceE8(pair, timestamp),
            bps: deviationBps,
          })
        );
      });
      if (due.length === 0) return;
      for (const pair of due) {
        reported.set(pair, { priceE8: market.priceE8(pair, timestamp), signedAt });
      }
      const packages = random
        .shuffle(signers)
        .slice(0, 2)
        .map(({ privateKey }) => ({
          signerKey: privateKey,
          values: due.map((pair) => ({
            pair,
            value: observed({
              priceE8: market.priceE8(pair, timestamp),
              ppm: observationPpm(pair),
              random,
            }),
          })),
        }));
      chain.send(
        await updateRedstoneValues({
          adapter,
          keeper: accounts.keeper.address,
          dataTimestampMilliseconds: signedAt * 1_000,
          packages,
        }),
      );
    },
  };
}
