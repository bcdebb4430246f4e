import { parseAbi } from "viem";

/**
 * Chronicle's Scribe and ScribeOptimistic: IScribe.sol and IScribeOptimistic.sol of
 * chronicleprotocol/scribe. The views are for those whom the contract lets read: nobody in
 * particular (address 0) may.
 */
export const chronicleScribeAbi = parseAbi([
  "struct SchnorrData { bytes32 signature; address commitment; bytes feedIds; }",
  "struct PokeData { uint128 val; uint32 age; }",
  "event Poked(address indexed caller, uint128 val, uint32 age)",
  "event OpPoked(address indexed caller, address indexed opFeed, SchnorrData schnorrData, PokeData pokeData)",
  "event OpPokeDataDropped(address indexed caller, PokeData pokeData)",
  "event OpPokeChallengedUnsuccessfully(address indexed caller)",
  "event OpChallengePeriodUpdated(address indexed caller, uint16 oldOpChallengePeriod, uint16 newOpChallengePeriod)",
  "function opChallengePeriod() view returns (uint16)",
  "function decimals() view returns (uint8)",
  "function readWithAge() view returns (uint256 value, uint256 age)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
]);
