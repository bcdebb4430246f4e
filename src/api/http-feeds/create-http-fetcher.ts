import { createHash } from "node:crypto";
import pRetry, { AbortError } from "p-retry";
import type { Hex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import { readBounded } from "./read-bounded.ts";
import { retryAfterSeconds } from "./retry-after.ts";

const LONGEST_REASON = 300;

/** An answer as it was received. */
export type HttpAnswer = {
  body: string;
  bodySha256: Hex;
  /** Origin and path of the service's interface: the base URL's own path may be a key. */
  url: string;
  receivedAt: Date;
};

export type HttpFetcher = {
  /**
   * The first answer of the base URLs, in their order, that `read` can read.
   * @throws BallastError `http-feed` with what each said, where none gives one.
   */
  get<Value>(
    path: string,
    read: (answer: HttpAnswer) => Value,
  ): Promise<{ answer: HttpAnswer; value: Value }>;
};

export type HttpFetcherParameters = {
  /** Of the service, for errors. */
  name: string;
  urls: readonly string[];
  headers?: Record<string, string>;
  timeoutMilliseconds?: number;
  maximumBytes?: number;
  /** How often a URL is asked again at once after a failed connection or a 5xx, twice by default. */
  retries?: number;
  fetch?: typeof globalThis.fetch;
  nowMilliseconds?: () => number;
};

/**
 * GET with a time limit, a bound on the size, retries and failover. A URL that answers 429, or 503
 * with Retry-After, is left alone for as long as it asks.
 */
export function createHttpFetcher(parameters: HttpFetcherParameters): HttpFetcher {
  const { name, urls, headers = {}, timeoutMilliseconds = 5_000, retries = 2 } = parameters;
  const { maximumBytes = 1_000_000, fetch = globalThis.fetch } = parameters;
  const { nowMilliseconds = Date.now } = parameters;
  const silentUntil = new Map<string, number>();

  const ask = async (base: string, path: string): Promise<HttpAnswer> => {
    const { place, authorization } = separateCredentials(base);
    const response = await fetch(`${place}${path}`, {
      headers: { accept: "application/json", ...authorization, ...headers },
      // Another place was not chosen by the operator, and must not get the key.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const retryAfter = response.headers.get("retry-after");
    if (response.status === 429 || (response.status === 503 && retryAfter !== null)) {
      const seconds = retryAfterSeconds(retryAfter, nowMilliseconds());
      silentUntil.set(base, nowMilliseconds() + seconds * 1_000);
      throw new AbortError(`HTTP ${response.status}, to be asked again in ${seconds} s`);
    }
    if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
    if (!response.ok) throw new AbortError(`HTTP ${response.status}`);
    const bytes = await readBounded(response, maximumBytes);
    if (bytes === null) throw new AbortError(`an answer of more than ${maximumBytes} bytes`);
    return {
      body: new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      bodySha256: `0x${createHash("sha256").update(bytes).digest("hex")}`,
      url: `${new URL(base).origin}${path}`,
      receivedAt: new Date(nowMilliseconds()),
    };
  };

  return {
    async get(path, read) {
      const failures: string[] = [];
      for (const base of urls) {
        const { host } = new URL(base);
        const until = silentUntil.get(base) ?? 0;
        if (nowMilliseconds() < until) {
          failures.push(`${host} is not to be asked before ${new Date(until).toISOString()}`);
          continue;
        }
        try {
          // p-retry takes only some TypeErrors of fetch for network errors, hence the wrapping.
          const answer = await pRetry(() => ask(base, path).catch(rethrowRetryable), {
            retries,
            minTimeout: 100,
          });
          return { answer, value: read(answer) };
        } catch (error) {
          failures.push(`${host}: ${reasonOf(error)}`);
        }
      }
      throw new BallastError(`${name} gives no answer. ${failures.join("; ")}.`, {
        code: "http-feed",
      });
    },
  };
}

function rethrowRetryable(error: unknown): never {
  if (error instanceof AbortError || !(error instanceof TypeError)) throw error;
  throw new Error(reasonOf(error), { cause: error });
}

/** fetch takes no URL with a user and a password in it: they are for a header. */
function separateCredentials(base: string): {
  place: string;
  authorization: Record<string, string>;
} {
  const url = new URL(base);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const place = url.href.replace(/\/+$/, "");
  if (username === "" && password === "") return { place, authorization: {} };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    place,
    authorization: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
  };
}

/** In one line; what `fetch failed` means is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message } =
    error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  return message.replaceAll(/\s+/g, " ").slice(0, LONGEST_REASON);
}
