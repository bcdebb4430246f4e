import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { ParityCheck } from "../../core/parity.ts";
import { readSequencerReport } from "./read-sequencers.ts";

/** Stands for a chain's sequencer in comparisons: no market, but all prices with feeds on the chain use it. */
export const SEQUENCER_MARKET = "sequencer";

/** An uptime feed's status and the time of its last change; null on both sides while it has none. */
export async function readSequencerParity(parameters: {
  facts: FactsReader;
  contracts: ContractReader;
  feed: Address;
  block: BlockReference;
}): Promise<ParityCheck[]> {
  const { facts, contracts, feed, block } = parameters;
  const report = await readSequencerReport({ facts, feed, block });
  const round = await contracts.read({
    block,
    address: feed,
    abi: chainlinkProxyAbi,
    functionName: "latestRoundData",
    args: [],
  });
  const place = { marketId: SEQUENCER_MARKET, account: null };
  return [
    {
      ...place,
      what: `latestRoundData().answer of ${feed}`,
      indexed: report === undefined ? null : report.isUp ? 0n : 1n,
      contract: round?.[1] ?? null,
    },
    {
      ...place,
      what: `latestRoundData().startedAt of ${feed}`,
      indexed: report === undefined ? null : BigInt(report.sinceSeconds),
      contract: round?.[2] ?? null,
    },
  ];
}
