import { parseAbi } from "viem";
import type { DeployedPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { createChainlinkKeeper } from "./create-chainlink-keeper.ts";
import { joinFeedKeepers } from "./create-feed-keeper.ts";
import { createPythKeeper } from "./create-pyth-keeper.ts";

const abi = parseAbi([
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)",
]);

/** The feeds that every chain has. */
export const feedsPart: DeployedPart = {
  name: "feeds",
  createKeeper(parameters) {
    return joinFeedKeepers([createChainlinkKeeper(parameters), createPythKeeper(parameters)]);
  },
  expected: expectEvents({ abi, required: { AnswerUpdated: 60, PriceFeedUpdate: 60 } }),
};
