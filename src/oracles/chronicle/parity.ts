import { chronicleScribeAbi } from "../../../abis/chronicle.ts";
import type { Observation } from "../../core/observation.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";

/**
 * Each Scribe's value, decimals, and of a plain one the time of its write. That of an optimistic one
 * is set anew by its governance without a log, and decides nothing.
 */
export async function chronicleChecks(
  { contracts, feeds, block }: ComparedFeeds<"chronicle">,
  observations: ReadonlyMap<string, Observation>,
): Promise<ParityCheck[]> {
  const found = await Promise.all(
    feeds.map(async ({ id, source }): Promise<ParityCheck[]> => {
      const at = { block, address: source.scribe, abi: chronicleScribeAbi, args: [] } as const;
      const [stored, round, decimals, challengePeriod] = await Promise.all([
        contracts.read({ ...at, functionName: "readWithAge" }),
        contracts.read({ ...at, functionName: "latestRoundData" }),
        contracts.read({ ...at, functionName: "decimals" }),
        contracts.read({ ...at, functionName: "opChallengePeriod" }),
      ]);
      const one = observations.get(id);
      const check = (what: string, indexed: ParityValue, contract: ParityValue | undefined) => ({
        marketId: id,
        account: null,
        what,
        indexed,
        contract: contract ?? null,
      });
      const checks = [check("readWithAge().value", one?.rawValue ?? null, stored?.[0])];
      if (one === undefined) return checks;
      checks.push(check("latestRoundData().answer", one.rawValue, round?.[1]));
      if (decimals !== null)
        checks.push(check("decimals()", BigInt(one.decimals), BigInt(decimals)));
      if (challengePeriod === null)
        checks.push(check("readWithAge().age", BigInt(one.writeTimeSeconds), stored?.[1]));
      return checks;
    }),
  );
  return found.flat();
}
