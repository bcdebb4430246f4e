import type { Address } from "viem";
import { chainlinkAnswerRangeAbi, chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";
import { chainlinkObservation } from "./observation.ts";
import { readChainlinkAnswers } from "./read-answers.ts";

/** Each proxy's round, answer, time, decimals and phase. */
export async function readChainlinkParity({
  facts,
  contracts,
  feeds,
  block,
}: ComparedFeeds<"chainlink">): Promise<ParityCheck[]> {
  const answers = await readChainlinkAnswers({
    facts,
    chainId: block.chainId,
    proxies: feeds.map(({ source }) => source.proxy),
    blockNumber: block.number,
  });
  const found = await Promise.all(
    feeds.map(async ({ id, source }): Promise<ParityCheck[]> => {
      const at = { block, address: source.proxy, abi: chainlinkProxyAbi, args: [] } as const;
      const [round, decimals, aggregator] = await Promise.all([
        contracts.read({ ...at, functionName: "latestRoundData" }),
        contracts.read({ ...at, functionName: "decimals" }),
        contracts.read({ ...at, functionName: "aggregator" }),
      ]);
      const answer = answers.get(source.proxy.toLowerCase() as typeof source.proxy);
      const one = answer === undefined ? null : chainlinkObservation(id, answer);
      const place = { marketId: id, account: null };
      const range = aggregator === null ? null : await readRange({ contracts, block }, aggregator);
      return [
        {
          ...place,
          what: "latestRoundData().roundId",
          indexed: one === null ? null : BigInt(one.roundKey),
          contract: round?.[0] ?? null,
        },
        {
          ...place,
          what: "latestRoundData().answer",
          indexed: one?.rawValue ?? null,
          contract: round?.[1] ?? null,
        },
        {
          ...place,
          what: "latestRoundData().updatedAt",
          indexed: one === null ? null : BigInt(one.sourceTimeSeconds),
          contract: round?.[3] ?? null,
        },
        // Before the first answer the index knows no phase to compare.
        ...(one === null || answer === undefined
          ? []
          : [
              {
                ...place,
                what: "decimals()",
                indexed: BigInt(one.decimals),
                contract: decimals === null ? null : BigInt(decimals),
              },
              {
                ...place,
                what: "aggregator()",
                indexed: answer.phase.aggregator,
                contract: aggregator?.toLowerCase() ?? null,
              },
              {
                ...place,
                what: "smallest answer",
                indexed: answer.phase.minimumAnswer,
                contract: range?.minimum ?? null,
              },
              {
                ...place,
                what: "largest answer",
                indexed: answer.phase.maximumAnswer,
                contract: range?.maximum ?? null,
              },
            ]),
      ];
    }),
  );
  return found.flat();
}

/** The range that an aggregator writes answers of, by either of the names that aggregators have for it. */
async function readRange(
  { contracts, block }: Pick<ComparedFeeds<"chainlink">, "contracts" | "block">,
  address: Address,
): Promise<{ minimum: bigint | null; maximum: bigint | null }> {
  const read = (functionName: (typeof chainlinkAnswerRangeAbi)[number]["name"]) =>
    contracts.read({ block, address, abi: chainlinkAnswerRangeAbi, functionName, args: [] });
  return {
    minimum: (await read("minAnswer")) ?? (await read("minSubmissionValue")),
    maximum: (await read("maxAnswer")) ?? (await read("maxSubmissionValue")),
  };
}
