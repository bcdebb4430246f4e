import type { Logger } from "pino";
import type { HttpFeedKind } from "./http-source.ts";
import type { ReceivedValue, RejectedValue } from "./received-value.ts";

/** Logs each refused value with its reason, once for as long as the reason stays. */
export function createRejectionLog(logger: Logger, service: HttpFeedKind) {
  const last = new Map<string, string>();
  return {
    note(round: { values: readonly ReceivedValue[]; rejected: readonly RejectedValue[] }): void {
      const refused = new Set(round.rejected.map(({ feedKey }) => feedKey));
      for (const { feedKey } of round.values) {
        if (!refused.has(feedKey) && last.delete(feedKey)) {
          logger.info({ service, feed: feedKey }, "http value accepted again");
        }
      }
      for (const { feedKey, code, detail } of round.rejected) {
        if (last.get(feedKey) === code) continue;
        last.set(feedKey, code);
        logger.warn({ service, feed: feedKey, code, detail }, "http value rejected");
      }
    },
  };
}
