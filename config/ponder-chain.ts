import type { NetworkChain } from "./network.ts";

/**
 * Ponder starts each RPC URL at 20 requests a second and raises that by 5 % at a time, to be polite
 * to a provider. A chain on this machine needs no such care, so its URL counts as many endpoints:
 * two local chains of 170 blocks, with each Chainlink proxy read at every block, were indexed 10 s
 * after the start with 16 endpoints and 72 s after it with one.
 */
const LOOPBACK_ENDPOINTS = 16;

/** A chain as Ponder's configuration wants it. */
export function ponderChain(
  chain: NetworkChain,
  { simulated }: { simulated: boolean },
): { id: number; rpc: string[]; pollingInterval: number; disableCache: boolean } {
  return {
    id: chain.chainId,
    rpc: endpoints(chain.rpcUrls),
    pollingInterval: chain.pollingIntervalMilliseconds,
    // Every start of the local chains is another history under the same chain ids.
    disableCache: simulated,
  };
}

/**
 * In rounds over all URLs, because Ponder tries a failed request at the next endpoint and gives up
 * after ten: sixteen of a dead URL in a row would hide the URL behind them.
 */
function endpoints(urls: readonly string[]): string[] {
  return Array.from({ length: LOOPBACK_ENDPOINTS }, (_, round) =>
    urls.filter((url) => round === 0 || isLoopback(url)),
  ).flat();
}

function isLoopback(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}
