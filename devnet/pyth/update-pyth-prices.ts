import { type Address, encodeAbiParameters, encodeFunctionData, parseAbi } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import { pythExponent, pythPriceIds, pythUpdateFeeWei } from "./pyth-price-ids.ts";

const mockPythAbi = parseAbi(["function updatePriceFeeds(bytes[] updateData) payable"]);

const price = [
  { type: "int64", name: "price" },
  { type: "uint64", name: "conf" },
  { type: "int32", name: "expo" },
  { type: "uint256", name: "publishTime" },
] as const;

/** What MockPyth decodes: PythStructs.PriceFeed and the publish time before it. */
const updateParameters = [
  {
    type: "tuple",
    components: [
      { type: "bytes32", name: "id" },
      { type: "tuple", name: "price", components: price },
      { type: "tuple", name: "emaPrice", components: price },
    ],
  },
  { type: "uint64" },
] as const;

export type PythQuote = {
  pair: Pair;
  /** Units of 10^-8 USD. */
  price: bigint;
  confidence: bigint;
  publishTime: number;
};

/** One transaction that brings MockPyth new prices; the moving average is the price itself. */
export function updatePythPrices(parameters: {
  contract: Address;
  keeper: Address;
  quotes: readonly PythQuote[];
}): Transaction {
  const { contract, keeper, quotes } = parameters;
  const updates = quotes.map(({ pair, price: value, confidence, publishTime }) => {
    const quoted = {
      price: value,
      conf: confidence,
      expo: pythExponent,
      publishTime: BigInt(publishTime),
    };
    return encodeAbiParameters(updateParameters, [
      { id: pythPriceIds[pair], price: quoted, emaPrice: quoted },
      BigInt(publishTime - 1),
    ]);
  });
  return {
    from: keeper,
    to: contract,
    data: encodeFunctionData({
      abi: mockPythAbi,
      functionName: "updatePriceFeeds",
      args: [updates],
    }),
    valueWei: pythUpdateFeeWei * BigInt(quotes.length),
    label: `update ${quotes.map(({ pair }) => pair).join(", ")} at Pyth`,
  };
}
