/**
 * Age above which a value is stale: the heartbeat and a tenth of it, at least 600 s more. Real feeds
 * overrun their heartbeat by that much in normal operation (24 h feeds by up to 562 s).
 */
export function maximumAgeSeconds(heartbeatSeconds: number): number {
  return heartbeatSeconds + Math.max(Math.floor(heartbeatSeconds / 10), 600);
}
