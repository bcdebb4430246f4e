import {
  type Address,
  concatHex,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
} from "viem";
import { sign } from "viem/accounts";
import type { Transaction } from "../chain/dev-chain.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import { redstoneDataFeedIds } from "./redstone-feed-parameters.ts";

const adapterAbi = parseAbi(["function updateDataFeedsValuesPartial(bytes32[] dataFeedsIds)"]);

const valueBytes = 32;
const marker: Hex = "0x000002ed57011e0000";

export type RedstoneValue = {
  pair: Pair;
  /** Units of 10^-8 USD. */
  value: bigint;
};

/**
 * One transaction that brings the adapter values that each signer has signed. Layout of the payload
 * behind the call data: core/RedstoneConstants.sol and core/CalldataExtractor.sol of
 * @redstone-finance/evm-connector 0.9.0.
 *
 * @param parameters.dataTimestampMilliseconds When the values were true: at most 3 minutes before
 * and 1 minute after the block, and later than the feed's last.
 * @param parameters.packages What each signer says; the adapter takes the median of each feed.
 */
export async function updateRedstoneValues(parameters: {
  adapter: Address;
  keeper: Address;
  dataTimestampMilliseconds: number;
  packages: readonly { signerKey: Hex; values: readonly RedstoneValue[] }[];
}): Promise<Transaction> {
  const { adapter, keeper, dataTimestampMilliseconds, packages } = parameters;
  const signed = await Promise.all(
    packages.map(async ({ signerKey, values }) => {
      const content = concatHex([
        ...values.flatMap(({ pair, value }) => [
          redstoneDataFeedIds[pair],
          numberToHex(value, { size: valueBytes }),
        ]),
        numberToHex(dataTimestampMilliseconds, { size: 6 }),
        numberToHex(valueBytes, { size: 4 }),
        numberToHex(values.length, { size: 3 }),
      ]);
      const signature = await sign({ hash: keccak256(content), privateKey: signerKey, to: "hex" });
      return concatHex([content, signature]);
    }),
  );
  const pairs = packages[0]!.values.map(({ pair }) => pair);
  const call = encodeFunctionData({
    abi: adapterAbi,
    functionName: "updateDataFeedsValuesPartial",
    args: [pairs.map((pair) => redstoneDataFeedIds[pair])],
  });
  const noMetadata = numberToHex(0, { size: 3 });
  return {
    from: keeper,
    to: adapter,
    data: concatHex([call, ...signed, numberToHex(signed.length, { size: 2 }), noMetadata, marker]),
    label: `update ${pairs.join(", ")} at RedStone`,
  };
}
