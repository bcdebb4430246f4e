import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";

const messengerAbi = parseAbi(["function relay(address target, bytes message)"]);
/** ISequencerUptimeFeed.sol of @chainlink/contracts 1.5.0; the status is true while down. */
const uptimeFeedAbi = parseAbi(["function updateStatus(bool status, uint64 timestamp)"]);

/** Tells an uptime feed, by way of its messenger, whether the sequencer is down, and since when. */
export function relayStatus(parameters: {
  messenger: Address;
  feed: Address;
  from: Address;
  isDown: boolean;
  timestamp: number;
}): Transaction {
  const { messenger, feed, from, isDown, timestamp } = parameters;
  const message = encodeFunctionData({
    abi: uptimeFeedAbi,
    functionName: "updateStatus",
    args: [isDown, BigInt(timestamp)],
  });
  return {
    from,
    to: messenger,
    data: encodeFunctionData({ abi: messengerAbi, functionName: "relay", args: [feed, message] }),
    label: `say that the sequencer is ${isDown ? "down" : "up"} since ${timestamp}`,
  };
}
