import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import { chainlinkCacheAbi } from "../../../abis/chainlink-cache.ts";
import type { Observation } from "../../core/observation.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";
import { isSuperseded, readShownFeeds, shownTo } from "./read-proxies.ts";

/**
 * Each feed's round, answer, time and decimals, as the cache states them by the data id; what it shows
 * to the feed's proxy; and where that is the feed, the proxy's own answer.
 */
export async function chainlinkCacheChecks(
  { facts, contracts, feeds, block }: ComparedFeeds<"chainlink-cache">,
  observations: ReadonlyMap<string, Observation>,
): Promise<ParityCheck[]> {
  const shown = await readShownFeeds({
    facts,
    block,
    sources: feeds.map(({ source }) => source),
  });
  const found = await Promise.all(
    feeds.map(async ({ id, source }): Promise<ParityCheck[]> => {
      const { cache, dataId, proxy } = source;
      const one = observations.get(id);
      const at = { block, address: cache, abi: chainlinkCacheAbi } as const;
      const [round, decimals] = await Promise.all([
        contracts.read({ ...at, functionName: "getLatestRoundData", args: [dataId] }),
        contracts.read({ ...at, functionName: "getDecimals", args: [dataId] }),
      ]);
      const check = (what: string, indexed: ParityValue, contract: ParityValue | undefined) => ({
        marketId: id,
        account: null,
        what,
        indexed,
        contract: contract ?? null,
      });
      // A feed without a report answers with zeros; a cache that is not there yet not at all.
      const none = round === null ? null : 0n;
      const checks = [
        check(
          `getLatestRoundData(${dataId}).id`,
          one === undefined ? none : BigInt(one.roundKey),
          round?.[0],
        ),
        check(`getLatestRoundData(${dataId}).answer`, one?.rawValue ?? none, round?.[1]),
        check(
          `getLatestRoundData(${dataId}).updatedAt`,
          one === undefined ? none : BigInt(one.sourceTimeSeconds),
          round?.[3],
        ),
      ];
      if (one !== undefined && decimals !== null)
        checks.push(check(`getDecimals(${dataId})`, BigInt(one.decimals), BigInt(decimals)));
      const last = shownTo(source, shown).at(-1);
      if (proxy === null || last === undefined) return checks;
      const [mapped, proxyRound] = await Promise.all([
        contracts.read({ ...at, functionName: "getDataIdForProxy", args: [proxy] }),
        contracts.read({
          block,
          address: proxy,
          abi: chainlinkProxyAbi,
          functionName: "latestRoundData",
          args: [],
        }),
      ]);
      checks.push(check(`getDataIdForProxy(${proxy})`, last.dataId ?? NO_DATA_ID, mapped));
      if (!isSuperseded(source, last))
        checks.push(check("latestRoundData().answer", one?.rawValue ?? 0n, proxyRound?.[1]));
      return checks;
    }),
  );
  return found.flat();
}

const NO_DATA_ID = `0x${"00".repeat(16)}`;
