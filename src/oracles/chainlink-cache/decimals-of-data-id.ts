import { type Hex, hexToNumber, size, slice } from "viem";

const REPORT_TYPE_BYTE = 7;
const NO_DECIMALS = 0x20;
const MOST_DECIMALS = 0x60;

/**
 * The decimals of a feed of a DataFeedsCache, which its data id states: byte 7 is 0x20 plus the
 * decimals (DataFeedsCache.sol, _getDecimals).
 * @throws RangeError for an id that is not 16 bytes or is of no decimal report.
 */
export function decimalsOfDataId(dataId: Hex): number {
  if (size(dataId) !== 16) throw new RangeError(`The data id ${dataId} is not 16 bytes.`);
  const type = hexToNumber(slice(dataId, REPORT_TYPE_BYTE, REPORT_TYPE_BYTE + 1));
  if (type < NO_DECIMALS || type > MOST_DECIMALS)
    throw new RangeError(`The data id ${dataId} is of no decimal report.`);
  return type - NO_DECIMALS;
}
