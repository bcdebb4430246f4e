import { parseAbi } from "viem";

/** Morpho's AdaptiveCurveIrm: AdaptiveCurveIrm.sol of morpho-org/morpho-blue-irm. */
export const adaptiveCurveIrmAbi = parseAbi([
  "event BorrowRateUpdate(bytes32 indexed id, uint256 avgBorrowRate, uint256 rateAtTarget)",
]);
