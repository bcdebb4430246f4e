import autocannon from "autocannon";

/**
 * Requests per second that a URL answers with 200, to 10 connections where no other number is given.
 * @throws where any answer was not 200, for a refusal is cheaper than an answer.
 */
export async function measureRequests(parameters: {
  url: string;
  seconds: number;
  connections?: number;
}): Promise<{ requestsPerSecond: number; p50Milliseconds: number; p99Milliseconds: number }> {
  const { url, seconds, connections = 10 } = parameters;
  await autocannon({ url, connections, duration: 2 });
  const result = await autocannon({ url, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed.`);
  return {
    requestsPerSecond: result.requests.total / result.duration,
    p50Milliseconds: result.latency.p50,
    p99Milliseconds: result.latency.p99,
  };
}
