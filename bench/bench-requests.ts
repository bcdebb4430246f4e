import { measureRequests } from "./measure-requests.ts";
import { median } from "./median.ts";

export type RequestsResult = {
  accountViewPerSecond: number;
  emptyRoutePerSecond: number;
  /** The account view's speed as a part of the empty route's: 1 is as fast. */
  ratio: number;
  accountViewP50Milliseconds: number;
  accountViewP99Milliseconds: number;
};

/** Requests per second of an account view beside Ponder's own `/health`, which has an empty answer. */
export async function benchRequests(parameters: {
  url: string;
  account: string;
  seconds: number;
  runs: number;
  connections?: number;
  say: (text: string) => void;
}): Promise<RequestsResult> {
  const { url, account, seconds, runs, connections, say } = parameters;
  const views = [];
  const empties = [];
  for (let run = 1; run <= runs; run++) {
    empties.push(await measureRequests({ url: `${url}/health`, seconds, connections }));
    views.push(
      await measureRequests({
        url: `${url}/v1/accounts/${account}/collateral`,
        seconds,
        connections,
      }),
    );
    say(
      `Requests ${run} of ${runs}: account view ${Math.round(views.at(-1)!.requestsPerSecond)}/s, empty route ${Math.round(empties.at(-1)!.requestsPerSecond)}/s`,
    );
  }
  const accountViewPerSecond = median(views.map((view) => view.requestsPerSecond));
  const emptyRoutePerSecond = median(empties.map((empty) => empty.requestsPerSecond));
  return {
    accountViewPerSecond,
    emptyRoutePerSecond,
    ratio: accountViewPerSecond / emptyRoutePerSecond,
    accountViewP50Milliseconds: median(views.map((view) => view.p50Milliseconds)),
    accountViewP99Milliseconds: median(views.map((view) => view.p99Milliseconds)),
  };
}
