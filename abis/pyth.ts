import { parseAbi } from "viem";

/** The Pyth contract: IPyth.sol, IPythEvents.sol and PythStructs.sol of @pythnetwork/pyth-sdk-solidity 4.2.0. */
export const pythAbi = parseAbi([
  "struct Price { int64 price; uint64 conf; int32 expo; uint256 publishTime; }",
  "event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)",
  "function getPriceUnsafe(bytes32 id) view returns (Price price)",
]);
